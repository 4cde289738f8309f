package serverbench.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import serverbench.server.PlantedSlowdown;

/** The command line; run-bench.sh starts it. */
@Command(
    name = "run-bench.sh",
    description = "Benchmarks of server concurrency models on this machine.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Options of a command: COMMAND --help. Models and their variants: list.",
      "Exit codes: 0 ok; 1 a run failed; 2 bad arguments; 3 gate breached; 4 gate inconclusive;",
      "130 interrupted (what was measured is kept and reported as partial)."
    })
public final class Main implements Runnable {

  private final Console console;

  @Mixin private HelpOption help;

  private Main(Console console) {
    this.console = console;
  }

  public static void main(String[] args) {
    Logging.configure();
    Path home = Path.of(System.getProperty("serverbench.home", "")).toAbsolutePath();
    Console console = Console.ofProcess();
    Measuring measuring =
        new Measuring(
            console, Wiring.measurement(), Wiring.runFiles(), home, MachineLock.defaultPath());
    System.exit(refuseSlowdown(console).orElseGet(() -> run(measuring, args)));
  }

  /** The gate itself plants one in processes of its own, never in this. */
  private static Optional<Integer> refuseSlowdown(Console console) {
    try {
      PlantedSlowdown.refuse();
      return Optional.empty();
    } catch (IllegalStateException e) {
      console.err().println("run-bench.sh: " + e.getMessage());
      return Optional.of(ExitCode.USAGE);
    }
  }

  /** Runs one command and returns the exit code. */
  static int run(Measuring measuring, String... args) {
    Console console = measuring.console();
    CommandLine commands =
        new CommandLine(new Main(console))
            .addSubcommand(new AllCommand(measuring))
            .addSubcommand(new RunCommand(measuring))
            .addSubcommand(new ListCommand(console))
            .addSubcommand(new ServeCommand(console))
            .addSubcommand(new ReportCommand(console, measuring.files(), measuring.home()))
            .addSubcommand(new ProfileCommand(console, measuring.home(), measuring.lockFile()))
            .addSubcommand(new CompareCommand(console, measuring.files(), measuring.home()))
            .addSubcommand(new PublishCommand(console, measuring.files(), measuring.home()))
            .addSubcommand(new GateCommand(console, measuring.home(), measuring.lockFile()))
            .addSubcommand(new JarCommand(console, measuring.home()))
            .addSubcommand(new MergeCommand(console, measuring.files(), measuring.home()))
            .addSubcommand(new TrendCommand(console, measuring.home()))
            .addSubcommand(new DoctorCommand(console))
            .addSubcommand(new CalibrateCommand(console, measuring.home(), measuring.lockFile()))
            .addSubcommand(new SoakCommand(console, measuring.home(), measuring.lockFile()))
            .addSubcommand(new TestCommand())
            .addSubcommand(new HelpCommand());
    commands.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    commands.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    commands.setUsageHelpAutoWidth(false);
    commands.setParameterExceptionHandler((e, _) -> Complaint.about(e, console.err()));
    commands.setExecutionExceptionHandler((e, _, _) -> Complaint.about(e, console.err()));
    return commands.execute(args);
  }

  /** Without a command: says what there is. */
  @Override
  public void run() {
    throw CommandFailed.usage("which command? (all commands: ./run-bench.sh help)");
  }
}
