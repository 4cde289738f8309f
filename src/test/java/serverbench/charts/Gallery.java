package serverbench.charts;

import java.nio.file.Path;
import serverbench.report.Comparisons;
import serverbench.report.Report;
import serverbench.report.TerminalTable.Style;
import serverbench.results.Comparison;
import serverbench.results.Run;
import serverbench.results.RunFolder;
import serverbench.results.RunSummary;
import serverbench.results.SyntheticRun;

/**
 * Draws charts and report of a made-up run of everything, and its comparison with another, to be
 * looked at: {@code java serverbench.charts.Gallery FOLDER}, with the test class path. With {@code
 * big} behind it only writes the run.json of a run with tens of megabytes of histograms.
 */
final class Gallery {

  private Gallery() {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    if (args.length > 1 && args[1].equals("big")) {
      Run big = SyntheticRun.everything().allWorkloads().withCeilings().forks(20).build();
      new RunFolder(folder).write(big);
      return;
    }
    Run run =
        SyntheticRun.everything()
            .allWorkloads()
            .withCeilings()
            .failing("actor", "no answer for 10 s, 64 requests outstanding")
            .flagged("epoll", "client_limited", "93 % of the ceiling of 112,000/s")
            .flagged("epoll:et", "client_limited", "92 % of the ceiling of 112,000/s")
            .flagged("pipeline", "warmup", "still climbing by 4 % a second")
            .flagged("pipeline", "errors", "0.4 % of the requests went wrong")
            .build();
    Charts.writeAll(RunSummary.of(run), folder.resolve("charts"));
    Report.writeAll(RunSummary.of(run), folder);
    new RunFolder(folder).write(run);
    Run other =
        SyntheticRun.everything()
            .allWorkloads()
            .seed(2)
            .jdk("Eclipse Temurin 26+1")
            .capacity("poll", 0.85)
            .flagged("epoll", "client_limited", "93 % of the ceiling of 112,000/s")
            .build();
    Comparison comparison = Comparison.of(run, other);
    Comparisons.writeAll(comparison, folder);
    System.out.print(Comparisons.terminal(comparison, 120, Style.PLAIN));
  }
}
