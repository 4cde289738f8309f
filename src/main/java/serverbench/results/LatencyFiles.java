package serverbench.results;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Latencies for other tools: for each model, workload and point an HdrHistogram log (format v1.3,
 * one line a fork, tagged with the model) and a percentile distribution in milliseconds, which
 * HdrHistogram's plotFiles.html draws.
 */
public final class LatencyFiles {

  private static final double NANOS_PER_MILLI = 1e6;
  private static final int TICKS_PER_HALF_DISTANCE = 5;

  private LatencyFiles() {}

  /**
   * Writes {@code <model>-<workload>.hlog} and {@code .hgrm} for every model with numbers.
   *
   * @param folder made when it is missing
   */
  public static void writeAll(Run run, Path folder) throws IOException {
    for (Summary summary : Summary.all(run)) {
      if (summary.measured()) {
        String name = nameOf(summary);
        WholeFile.write(folder.resolve(name + ".hlog"), out -> out.write(logOf(run, summary)));
        WholeFile.write(folder.resolve(name + ".hgrm"), out -> out.write(distributionOf(summary)));
      }
    }
  }

  /** File name without its ending: "epoll.et-keepalive". */
  public static String nameOf(Summary summary) {
    return RunFolder.plain(summary.model().name())
        + "-"
        + RunFolder.plain(summary.workload().name())
        + (summary.point().label().isEmpty() ? "" : "-" + summary.point().plainLabel());
  }

  /** In memory first: HdrHistogram prints through a PrintStream, which would hide a full disk. */
  private static byte[] logOf(Run run, Summary summary) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HistogramLogWriter log = new HistogramLogWriter(out);
    log.outputComment("[" + run.id() + ", workload " + summary.workload().name() + "]");
    log.outputComment(
        "[One line a fork. Times are seconds of measuring put end to end, not the clock's.]");
    log.outputLogFormatVersion();
    log.outputStartTime(run.started().toEpochMilli());
    log.outputLegend();
    double startSeconds = 0;
    for (ForkResult fork : run.forks()) {
      if (isOf(fork, summary)) {
        Histogram histogram = fork.latency().decode();
        histogram.setTag(tagOf(summary.model().name()));
        double endSeconds = startSeconds + fork.iterationSeconds() * fork.iterations().size();
        log.outputIntervalHistogram(startSeconds, endSeconds, histogram, NANOS_PER_MILLI);
        startSeconds = endSeconds;
      }
    }
    log.close();
    return out.toByteArray();
  }

  private static boolean isOf(ForkResult fork, Summary summary) {
    return fork.ok()
        && fork.point().label().equals(summary.point().label())
        && fork.model().equals(summary.model().name())
        && fork.workload().equals(summary.workload().name());
  }

  /** The format ends a tag at a comma, a space or the line's end; the ":" of a variant may stay. */
  static String tagOf(String model) {
    return model.replaceAll("[,\\s]", "_");
  }

  private static byte[] distributionOf(Summary summary) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream text = new PrintStream(out, false, StandardCharsets.UTF_8);
    summary.latency().outputPercentileDistribution(text, TICKS_PER_HALF_DISTANCE, NANOS_PER_MILLI);
    text.flush();
    return out.toByteArray();
  }
}
