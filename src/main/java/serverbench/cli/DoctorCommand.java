package serverbench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import serverbench.cli.doctor.Doctor;
import serverbench.cli.doctor.Finding;
import serverbench.cli.doctor.Proc;

@Command(
    name = "doctor",
    description = "What this machine allows, and what will make its numbers noisy.")
final class DoctorCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private HelpOption help;

  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<Finding> findings = Doctor.examine(new Proc(Path.of("/")));
    console.out().print(Doctor.render(findings));
    console.out().flush();
    boolean impossible = findings.stream().anyMatch(f -> f.level() == Finding.Level.FAIL);
    return impossible ? ExitCode.FAILED : ExitCode.OK;
  }
}
