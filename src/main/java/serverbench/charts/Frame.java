package serverbench.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.Plot;
import serverbench.results.Caveats;
import serverbench.results.RunSummary;
import serverbench.results.Summary;

/**
 * What stands around every plot: title, machine and legend above it, warnings and marks below.
 *
 * @param style light or dark
 * @param run that the chart is of
 */
record Frame(ChartStyle style, RunSummary run) {

  /** Points that title, machine and padding take. */
  private static final int ABOVE = 110;

  private static final int LINE = 18;

  /**
   * @param name of the files
   * @param title of the chart
   * @param description one line under it
   * @param plot with its legend items; no legend when it has none
   * @param rules whose marks are drawn: they are explained
   * @param caveats about what is drawn
   * @param captions what else must be said under the plot
   */
  Picture around(
      String name,
      String title,
      String description,
      Plot plot,
      int width,
      int plotHeight,
      Set<String> rules,
      List<String> caveats,
      List<String> captions,
      List<String> rowLabels) {
    JFreeChart chart = style.chart(title, Captions.subtitle(run.run(), description), plot);
    boolean legend = plot.getLegendItems() != null && plot.getLegendItems().getItemCount() > 0;
    if (legend) {
      chart.addSubtitle(style.legend(plot));
    }
    List<String> flags =
        run.marks().legendOf(rules).stream()
            .map(entry -> entry.mark() + "  " + entry.rule() + ": " + entry.meaning())
            .toList();
    List<String> warnings = new ArrayList<>(Caveats.of(run.run()));
    warnings.addAll(caveats);
    // The first one added at the bottom stands outermost, so the order is from below.
    captions.reversed().forEach(c -> chart.addSubtitle(style.caption(c, style.softInk())));
    flags.reversed().forEach(f -> chart.addSubtitle(style.caption(f, style.softInk())));
    warnings.reversed().forEach(w -> chart.addSubtitle(style.caption(w, style.alarm())));
    int lines = flags.size() + warnings.size() + lines(captions, width);
    int height = ABOVE + (legend ? 30 : 0) + plotHeight + lines * LINE;
    return new Picture(name, chart, width, height, rowLabels);
  }

  /** A plot of summaries: their flags and caveats are explained. */
  Picture around(
      String name,
      String title,
      String description,
      Plot plot,
      int width,
      int plotHeight,
      List<Summary> summaries,
      List<String> captions,
      List<String> rowLabels) {
    Set<String> rules = new TreeSet<>();
    summaries.forEach(summary -> rules.addAll(summary.rules()));
    return around(
        name,
        title,
        description,
        plot,
        width,
        plotHeight,
        rules,
        Caveats.of(summaries),
        captions,
        rowLabels);
  }

  /** How many lines the captions take when they wrap. */
  private static int lines(List<String> captions, int width) {
    return captions.stream().mapToInt(caption -> 1 + caption.length() * 6 / width).sum();
  }
}
