package serverbench.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "test",
    description =
        "All tests and one real smoke run, with Maven (mvn verify). What follows goes to Maven.")
final class TestCommand implements Callable<Integer> {

  @Mixin private HelpOption help;

  @Parameters(arity = "0..*", paramLabel = "MAVEN_OPTION", description = "e.g. -Dtest=Names*")
  private String[] mavenOptions;

  /** run-bench.sh takes this word itself; only a call around the script comes here. */
  @Override
  public Integer call() {
    throw CommandFailed.usage("the tests need the sources: ./run-bench.sh test");
  }
}
