package serverbench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "jar",
    description = "The program of another revision as one jar, for the gate on several machines.")
final class JarCommand implements Callable<Integer> {

  private final Console console;
  private final Path home;

  @Mixin private HelpOption help;

  @Parameters(
      index = "0",
      paramLabel = "WHAT",
      description = "A git revision, a folder of results whose jar is meant, or a jar.")
  private String what;

  @Parameters(index = "1", paramLabel = "FILE", description = "Where it goes.")
  private Path file;

  JarCommand(Console console, Path home) {
    this.console = console;
    this.home = home;
  }

  @Override
  public Integer call() throws InterruptedException {
    try {
      GateJars.Found found = new GateJars(home, console).find(what);
      Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
      Path part = folder.resolve("." + file.getFileName() + ".part");
      Files.copy(found.file(), part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      console.out().println(file + ": " + found.jar().commit() + ", " + found.jar().sha256());
      console.out().flush();
      return ExitCode.OK;
    } catch (IOException e) {
      throw CommandFailed.failed(Reason.of(e), e);
    }
  }
}
