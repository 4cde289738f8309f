package serverbench.charts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import serverbench.results.Run;
import serverbench.results.WorkloadInfo;

/** The pictures of a run: for each workload {@code throughput-*} and {@code latency-*}. */
public final class Charts {

  private Charts() {}

  /**
   * Draws every picture as .png and .svg. Needs no display, but a font on the machine.
   *
   * @param chartsDir made when it is missing; pictures of the same name are replaced
   * @throws IOException when one cannot be written
   */
  public static void writeAll(Run run, Path chartsDir) throws IOException {
    for (Picture picture : of(run)) {
      PictureFiles.write(picture, chartsDir);
    }
  }

  static List<Picture> of(Run run) {
    List<Picture> pictures = new ArrayList<>();
    for (WorkloadInfo workload : run.workloads()) {
      pictures.add(ThroughputChart.of(run, workload));
      pictures.add(LatencyChart.of(run, workload));
    }
    return pictures;
  }
}
