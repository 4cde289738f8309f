package serverbench.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import serverbench.models.Choice;

@Command(
    name = "all",
    description = "Measure all models and variants, write a report, print the table.")
final class AllCommand implements Callable<Integer> {

  private final Measuring measuring;

  @Mixin private HelpOption help;
  @Mixin private RunOptions options;

  AllCommand(Measuring measuring) {
    this.measuring = measuring;
  }

  @Override
  public Integer call() {
    List<Choice> supported = Choice.all().stream().filter(this::supported).toList();
    return measuring.measure("all", List.of(), supported, options);
  }

  private boolean supported(Choice choice) {
    Optional<String> reason = choice.model().unsupported(choice.variant());
    reason.ifPresent(
        why -> measuring.console().err().println("left out: " + choice.label() + " (" + why + ")"));
    return reason.isEmpty();
  }
}
