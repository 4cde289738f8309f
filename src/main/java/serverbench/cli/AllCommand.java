package serverbench.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import serverbench.models.Choice;
import serverbench.server.Contender;

@Command(
    name = "all",
    description =
        "Measure all models, and their variants unless the profile is quick; write a report, print"
            + " the table.")
final class AllCommand implements Callable<Integer> {

  private final Measuring measuring;

  @Mixin private HelpOption help;
  @Mixin private RunOptions options;

  AllCommand(Measuring measuring) {
    this.measuring = measuring;
  }

  @Override
  public Integer call() {
    List<? extends Contender> supported =
        wanted().filter(one -> supported(one, measuring.console())).toList();
    return measuring.measure("all", List.of(), supported, options);
  }

  private Stream<Contender> wanted() {
    return ServerName.all().stream()
        .filter(
            one ->
                one instanceof Choice choice
                    ? choice.isDefault() || options.profile.measuresVariants()
                    : options.referencesInAll());
  }

  /** Whether it runs here; says so when it does not. */
  static boolean supported(Contender contender, Console console) {
    Optional<String> reason = contender.unsupported();
    reason.ifPresent(
        why -> console.err().println("left out: " + contender.label() + " (" + why + ")"));
    return reason.isEmpty();
  }
}
