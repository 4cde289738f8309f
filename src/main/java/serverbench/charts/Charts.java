package serverbench.charts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import serverbench.results.PointSummary;
import serverbench.results.RunSummary;
import serverbench.results.WorkloadInfo;

/**
 * The pictures of a run. By name of file: {@code heatmap}; for each workload with one point {@code
 * throughput-*}, {@code throughput-*-sorted}, {@code latency-*}, {@code percentiles-*}, {@code
 * cost-*}; for those with several {@code concurrency-*} or {@code memory-*} (closed loop), {@code
 * load-*} (open loop).
 */
public final class Charts {

  /** An open loop with more rates than this is drawn as a curve, not rate by rate. */
  private static final int MOST_SEPARATE_RATES = 2;

  private Charts() {}

  /**
   * Draws every picture as .png, -dark.png and .svg. Needs no display, but a font on the machine.
   *
   * @param chartsDir made when it is missing; pictures of the same name are replaced
   * @throws IOException when one cannot be written
   */
  public static void writeAll(RunSummary run, Path chartsDir) throws IOException {
    write(run, chartsDir, _ -> true);
  }

  /** Draws the pictures whose names, without ending, are wanted. */
  public static void write(RunSummary run, Path chartsDir, Predicate<String> wanted)
      throws IOException {
    List<Callable<Void>> files = new ArrayList<>();
    for (Picture picture : chosen(run, ChartStyle.LIGHT, wanted)) {
      files.add(
          () -> {
            PictureFiles.write(picture, chartsDir);
            return null;
          });
    }
    for (Picture picture : chosen(run, ChartStyle.DARK, wanted)) {
      files.add(
          () -> {
            PictureFiles.writeDark(picture, chartsDir);
            return null;
          });
    }
    onAllCores(files);
  }

  private static List<Picture> chosen(RunSummary run, ChartStyle style, Predicate<String> wanted) {
    return of(run, style).stream().filter(picture -> wanted.test(picture.name())).toList();
  }

  /** Pictures share nothing, and packing a PNG takes longer than all the rest. */
  private static void onAllCores(List<Callable<Void>> files) throws IOException {
    int cores = Runtime.getRuntime().availableProcessors();
    try (ExecutorService workers = Executors.newFixedThreadPool(cores)) {
      for (Future<Void> file : workers.invokeAll(files)) {
        file.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException("cannot draw", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while drawing", e);
    }
  }

  static List<Picture> of(RunSummary run, ChartStyle style) {
    List<Picture> pictures = new ArrayList<>();
    if (!run.run().models().isEmpty() && !run.points().isEmpty()) {
      pictures.add(HeatMap.of(style, run));
    }
    for (WorkloadInfo workload : run.run().workloads()) {
      List<PointSummary> points = run.pointsOf(workload);
      if (workload.onSchedule()) {
        openLoop(pictures, style, run, workload, points);
      } else if (points.size() == 1) {
        onePoint(pictures, style, run, points.getFirst());
      } else if (points.stream().anyMatch(PointSummary::measured)) {
        boolean idle = points.stream().anyMatch(p -> p.point().idleConnections() > 0);
        pictures.add(
            idle
                ? LoadCharts.memoryAgainstConnections(style, run, workload)
                : LoadCharts.throughputAgainstConnections(style, run, workload));
      }
    }
    return pictures;
  }

  private static void onePoint(
      List<Picture> pictures, ChartStyle style, RunSummary run, PointSummary point) {
    pictures.add(ThroughputChart.of(style, run, point, ThroughputChart.Order.ARTICLE));
    pictures.add(ThroughputChart.of(style, run, point, ThroughputChart.Order.SORTED));
    pictures.add(LatencyChart.of(style, run, point));
    if (point.measured()) {
      pictures.add(PercentileChart.of(style, run, point));
      pictures.add(CostChart.of(style, run, point));
    }
  }

  private static void openLoop(
      List<Picture> pictures,
      ChartStyle style,
      RunSummary run,
      WorkloadInfo workload,
      List<PointSummary> points) {
    if (points.size() > MOST_SEPARATE_RATES) {
      if (points.stream().anyMatch(PointSummary::measured)) {
        pictures.add(LoadCharts.latencyAgainstRate(style, run, workload));
      }
      return;
    }
    for (PointSummary point : points) {
      pictures.add(LatencyChart.of(style, run, point));
      if (!PercentileChart.chosen(point).isEmpty()) {
        pictures.add(PercentileChart.of(style, run, point));
      }
    }
  }
}
