package serverbench.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import serverbench.models.Choice;
import serverbench.server.Contender;

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
    List<? extends Contender> wanted = options.referencesInAll() ? ServerName.all() : Choice.all();
    List<? extends Contender> supported =
        wanted.stream().filter(one -> supported(one, measuring.console())).toList();
    return measuring.measure("all", List.of(), supported, options);
  }

  /** Whether it runs here; says so when it does not. */
  static boolean supported(Contender contender, Console console) {
    Optional<String> reason = contender.unsupported();
    reason.ifPresent(
        why -> console.err().println("left out: " + contender.label() + " (" + why + ")"));
    return reason.isEmpty();
  }
}
