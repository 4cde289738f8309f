package serverbench.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import serverbench.bench.calibrate.Calibration;

@Command(
    name = "calibrate",
    description = "Check the instrument against known truths; about 23 minutes.")
final class CalibrateCommand implements Callable<Integer> {

  private final Console console;
  private final Path home;
  private final Path lockFile;

  @Mixin private HelpOption help;

  CalibrateCommand(Console console, Path home, Path lockFile) {
    this.console = console;
    this.home = home;
    this.lockFile = lockFile;
  }

  @Override
  public Integer call() throws Exception {
    String holder = "pid " + ProcessHandle.current().pid() + ": calibrate";
    try (MachineLock _ = MachineLock.take(lockFile, holder)) {
      return calibrate() ? ExitCode.OK : ExitCode.FAILED;
    }
  }

  private boolean calibrate() throws Exception {
    return Calibration.run(
        home.resolve("run-bench.sh"),
        finding -> {
          console
              .out()
              .printf(
                  "%-7s  %s: %s%n", label(finding.verdict()), finding.truth(), finding.measured());
          console.out().flush();
        });
  }

  private static String label(Calibration.Verdict verdict) {
    return switch (verdict) {
      case OK -> "ok";
      case FAIL -> "FAIL";
      case SKIPPED -> "skipped";
    };
  }
}
