package serverbench.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import serverbench.bench.Calibration;

@Command(
    name = "calibrate",
    description = "Check the instrument against known truths; about 2 minutes.")
final class CalibrateCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private HelpOption help;

  CalibrateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    boolean ok =
        Calibration.run(
            finding -> {
              console
                  .out()
                  .printf(
                      "%-4s  %s: %s%n",
                      finding.ok() ? "ok" : "FAIL", finding.truth(), finding.measured());
              console.out().flush();
            });
    return ok ? ExitCode.OK : ExitCode.FAILED;
  }
}
