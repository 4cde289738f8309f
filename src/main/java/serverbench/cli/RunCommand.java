package serverbench.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import serverbench.models.Choice;

@Command(name = "run", description = "Measure some models, as all does.")
final class RunCommand implements Callable<Integer> {

  private final Measuring measuring;

  @Mixin private HelpOption help;
  @Mixin private RunOptions options;

  @Parameters(
      arity = "1..*",
      paramLabel = "MODEL",
      converter = ModelName.class,
      description = "epoll, epoll:et, ... (all names: list --names).")
  private List<Choice> models;

  RunCommand(Measuring measuring) {
    this.measuring = measuring;
  }

  @Override
  public Integer call() {
    // In the order of the article, as every table has them, and each once.
    List<Choice> choices = Choice.all().stream().filter(models::contains).toList();
    choices.forEach(RunCommand::requireSupported);
    return measuring.measure("run", choices.stream().map(Choice::label).toList(), choices, options);
  }

  static void requireSupported(Choice choice) {
    choice
        .model()
        .unsupported(choice.variant())
        .ifPresent(
            why -> {
              throw CommandFailed.usage(choice.label() + " does not run here: " + why);
            });
  }
}
