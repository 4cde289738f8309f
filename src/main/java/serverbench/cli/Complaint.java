package serverbench.cli;

import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line why a command does not go on, and gives the exit code for it. */
final class Complaint {

  /** Words that no command understands. */
  static int about(ParameterException e, PrintStream err) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    err.println("run-bench.sh: " + wrong(e) + " (./" + command + " --help)");
    return ExitCode.USAGE;
  }

  /** A command that ended with an exception. */
  static int about(Exception e, PrintStream err) {
    if (e instanceof CommandFailed failed) {
      err.println("run-bench.sh: " + failed.getMessage());
      return failed.exitCode();
    }
    // A defect of this program: the trace is what its authors need.
    err.println("run-bench.sh: internal error");
    e.printStackTrace(err);
    return ExitCode.FAILED;
  }

  /** picocli's own words only where there are no better ones. */
  private static String wrong(ParameterException e) {
    if (e.getCause() instanceof Names.UnknownName unknown) {
      return unknown.getMessage();
    }
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unmatched(e.getCommandLine(), unmatched.getUnmatched().getFirst());
    }
    String message = Reason.oneLine(e);
    return message.startsWith("Error: ") ? message.substring("Error: ".length()) : message;
  }

  private static String unmatched(CommandLine command, String word) {
    if (word.startsWith("-")) {
      List<String> options = List.copyOf(command.getCommandSpec().optionsMap().keySet());
      return Names.of("option", options, option -> option).unknown(word);
    }
    List<String> commands = List.copyOf(command.getSubcommands().keySet());
    return commands.isEmpty()
        ? "one word too many: '" + word + "'"
        : Names.of("command", commands, name -> name).unknown(word);
  }

  private Complaint() {}
}
