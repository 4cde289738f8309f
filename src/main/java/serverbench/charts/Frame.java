package serverbench.charts;

import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.CategoryPlot;
import serverbench.results.FlagMarks;
import serverbench.results.Run;
import serverbench.results.RunFolder;
import serverbench.results.Summary;
import serverbench.results.WorkloadInfo;

/** Title, machine, legend above a plot with one row a model; warnings and marks below it. */
final class Frame {

  private Frame() {}

  /**
   * @param subject what the plot shows: "Throughput"; also the first part of the file name
   * @param summaries the rows
   */
  static Picture around(
      CategoryPlot plot, String subject, Run run, WorkloadInfo workload, List<Summary> summaries) {
    JFreeChart chart =
        ChartStyle.chart(
            subject + " by model: " + workload.name(), Captions.subtitle(run, workload), plot);
    chart.addSubtitle(ChartStyle.legend(plot));
    List<String> flags = Captions.legendOfFlags(FlagMarks.of(run), summaries);
    List<String> warnings = Captions.warnings(run, summaries);
    // The first one added at the bottom stands outermost, so the order is from below.
    flags.reversed().forEach(f -> chart.addSubtitle(ChartStyle.caption(f, ChartStyle.SOFT_INK)));
    warnings.reversed().forEach(w -> chart.addSubtitle(ChartStyle.caption(w, ChartStyle.ALARM)));
    String name = subject.toLowerCase(Locale.ROOT) + "-" + RunFolder.plain(workload.name());
    int height = Rows.height(summaries.size(), flags.size() + warnings.size());
    return new Picture(name, chart, ChartStyle.WIDTH, height);
  }
}
