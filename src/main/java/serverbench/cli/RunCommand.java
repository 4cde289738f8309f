package serverbench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import serverbench.cli.RunOptions.References;
import serverbench.server.Contender;

@Command(name = "run", description = "Measure some models, as all does.")
final class RunCommand implements Callable<Integer> {

  private final Measuring measuring;

  @Mixin private HelpOption help;
  @Mixin private RunOptions options;

  @Parameters(
      arity = "1..*",
      paramLabel = "MODEL",
      converter = ServerName.class,
      description = "epoll, epoll:et, jetty, ... (all names: list).")
  private List<Contender> models;

  RunCommand(Measuring measuring) {
    this.measuring = measuring;
  }

  @Override
  public Integer call() {
    // In the order of the article, as every table has them, and each once.
    List<Contender> named = ServerName.all().stream().filter(models::contains).toList();
    named.forEach(RunCommand::requireSupported);
    List<Contender> choices = new ArrayList<>(named);
    if (options.references == References.WITH) {
      ServerName.references().stream()
          .filter(reference -> !named.contains(reference))
          .filter(reference -> AllCommand.supported(reference, measuring.console()))
          .forEach(choices::add);
    }
    return measuring.measure(
        "run", named.stream().map(Contender::label).toList(), choices, options);
  }

  static void requireSupported(Contender choice) {
    choice
        .unsupported()
        .ifPresent(
            why -> {
              throw CommandFailed.usage(choice.label() + " does not run here: " + why);
            });
  }
}
