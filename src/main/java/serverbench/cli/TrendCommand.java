package serverbench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import serverbench.charts.TrendChart;
import serverbench.gate.History;
import serverbench.gate.HistoryPoint;
import serverbench.gate.Otava;
import serverbench.gate.Trend;
import serverbench.results.RunFolder;

@Command(
    name = "trend",
    description = "The gate's nights against the frozen reference, with changes of level.")
final class TrendCommand implements Callable<Integer> {

  private static final double HUNDRED = 100;

  private final Console console;
  private final Path home;

  @Mixin private HelpOption help;

  @Option(
      names = "--history",
      paramLabel = "DIR",
      description = "Folder of the history (default: results/history).")
  private Path history;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where charts and exports go (default: trend/ in the history).")
  private Path out;

  @Option(
      names = "--freeze",
      paramLabel = "WHAT",
      description = "Draw nothing; make this jar or revision the reference from now on.")
  private String freeze;

  TrendCommand(Console console, Path home) {
    this.console = console;
    this.home = home;
  }

  @Override
  public Integer call() throws InterruptedException {
    Path folder = history != null ? history : home.resolve("results").resolve("history");
    Path target = out != null ? out : folder.resolve("trend");
    try {
      if (freeze != null) {
        GateJars.Found found = new GateJars(home, console).find(freeze);
        new History(folder).freeze(found.file(), found.jar(), Instant.now());
        console.out().println("frozen: " + found.jar().label() + ", " + found.jar().sha256());
        return ExitCode.OK;
      }
      Map<String, List<HistoryPoint>> series = new History(folder).read();
      if (series.isEmpty()) {
        throw CommandFailed.usage(
            "no nights in " + folder + "; a gate against its frozen reference adds one");
      }
      Files.createDirectories(target);
      for (Map.Entry<String, List<HistoryPoint>> one : series.entrySet()) {
        Trend trend = Trend.of(one.getKey(), one.getValue());
        console.out().println(line(trend));
        draw(trend, target);
      }
      Otava.write(series, target.resolve("otava"));
    } catch (IOException e) {
      throw CommandFailed.failed(Reason.of(e), e);
    }
    console.out().println("Charts: " + target);
    console.out().flush();
    return ExitCode.OK;
  }

  private static void draw(Trend trend, Path target) throws IOException {
    List<TrendChart.Night> nights =
        trend.nights().stream()
            .map(
                night ->
                    new TrendChart.Night(
                        night.time(),
                        percent(night.worse()),
                        percent(lowest(night)),
                        percent(highest(night))))
            .toList();
    List<Instant> changes = trend.changes().stream().map(HistoryPoint::time).toList();
    HistoryPoint newest = trend.nights().getLast();
    TrendChart.write(
        target,
        "trend-" + RunFolder.plain(trend.series()),
        trend.series(),
        "against "
            + newest.reference().substring(0, Math.min(12, newest.reference().length()))
            + "; "
            + newest.machine(),
        nights,
        changes);
  }

  private static double lowest(HistoryPoint night) {
    return night.low() == null
        ? night.worse()
        : Math.min(night.worse(night.low()), night.worse(night.high()));
  }

  private static double highest(HistoryPoint night) {
    return night.low() == null
        ? night.worse()
        : Math.max(night.worse(night.low()), night.worse(night.high()));
  }

  private static String line(Trend trend) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s: %d nights, level %+.1f %% (positive is worse)",
            trend.series(),
            trend.nights().size(),
            percent(trend.level())));
    if (trend.passedOver() > 0) {
      text.append("; passed over: ").append(trend.passedOver());
      text.append(" of another reference, machine or JDK");
    }
    for (HistoryPoint change : trend.changes()) {
      text.append("; changed with ").append(change.commit());
      text.append(" (").append(change.time()).append(')');
    }
    return text.toString();
  }

  private static double percent(double logRatio) {
    return HUNDRED * Math.expm1(logRatio);
  }
}
