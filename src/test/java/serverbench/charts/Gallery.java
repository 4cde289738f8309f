package serverbench.charts;

import java.nio.file.Path;
import serverbench.report.Report;
import serverbench.results.SyntheticRun;

/**
 * Draws charts and report of a made-up run of everything, to be looked at: {@code java
 * serverbench.charts.Gallery FOLDER}, with the test class path.
 */
final class Gallery {

  private Gallery() {}

  public static void main(String[] args) throws Exception {
    var run =
        SyntheticRun.everything()
            .allWorkloads()
            .withCeilings()
            .failing("actor", "no answer for 10 s, 64 requests outstanding")
            .flagged("epoll", "client_limited", "93 % of the ceiling of 112,000/s")
            .flagged("epoll:et", "client_limited", "92 % of the ceiling of 112,000/s")
            .flagged("pipeline", "warmup", "still climbing by 4 % a second")
            .flagged("pipeline", "errors", "0.4 % of the requests went wrong")
            .build();
    Path folder = Path.of(args[0]);
    Charts.writeAll(run, folder.resolve("charts"));
    Report.writeAll(run, folder);
  }
}
