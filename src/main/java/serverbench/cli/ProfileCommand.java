package serverbench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import serverbench.bench.Workload;
import serverbench.measure.SourceCommit;
import serverbench.profiling.Profile;
import serverbench.profiling.Profiling;
import serverbench.results.RunFolder;
import serverbench.server.Contender;

@Command(
    name = "profile",
    description = "Where a server's CPU time goes: shares, flame graph, system calls a request.")
final class ProfileCommand implements Callable<Integer> {

  /** The JVM of serve; line numbers where code was inlined. */
  private static final List<String> JVM_OPTIONS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-Xms1g",
          "-Xmx1g",
          "-XX:+UseParallelGC",
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:+DebugNonSafepoints");

  private final Console console;
  private final Path home;
  private final Path lockFile;

  @Mixin private HelpOption help;

  @Parameters(
      arity = "1..*",
      paramLabel = "MODEL",
      converter = ServerName.class,
      description = "epoll, epoll:et, jetty, ... (all names: list).")
  private List<Contender> servers;

  @Option(
      names = "--workload",
      paramLabel = "NAME",
      defaultValue = "keepalive",
      converter = WorkloadName.class,
      description = "What is put on it (default: ${DEFAULT-VALUE}).")
  private Workload workload;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      converter = PositiveInt.class,
      description = "How long each measurement takes (default: ${DEFAULT-VALUE}).")
  private Integer seconds;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the profile's folder is made (default: results/ of this project).")
  private Path out;

  ProfileCommand(Console console, Path home, Path lockFile) {
    this.console = console;
    this.home = home;
    this.lockFile = lockFile;
  }

  @Override
  public Integer call() throws Exception {
    servers.forEach(RunCommand::requireSupported);
    if (!Profiling.suits(workload)) {
      throw CommandFailed.usage(
          workload
              + " cannot be profiled: it needs a schedule or idle connections; one of "
              + String.join(
                  ", ",
                  Stream.of(Workload.values())
                      .filter(Profiling::suits)
                      .map(Workload::name)
                      .toList()));
    }
    String holder =
        "pid " + ProcessHandle.current().pid() + ", since " + Instant.now() + ": profile";
    try (MachineLock _ = MachineLock.take(lockFile, holder);
        Signals _ = Signals.onStop(ProfileCommand::interrupted)) {
      List<Profile> profiles = new ArrayList<>();
      for (Contender server : servers) {
        profiles.add(profile(server));
      }
      if (profiles.size() > 1) {
        console.out().println(Profile.table(profiles));
      }
      console.out().flush();
      return ExitCode.OK;
    } catch (IOException e) {
      throw CommandFailed.failed("the profile failed: " + Reason.of(e), e);
    } finally {
      Interruption.killDescendants();
    }
  }

  /** Half a profile is none: neither server nor tracer may outlive this. */
  private static void interrupted() {
    Interruption.killDescendants();
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
  }

  private Profile profile(Contender server) throws Exception {
    Path folder = folder(server);
    Profiling profiling = new Profiling(serve(server), console.err()::println);
    Profile profile = profiling.run(server.label(), workload, Duration.ofSeconds(seconds), folder);
    console.out().println(Files.readString(folder.resolve("profile.md")));
    console.out().println("Profile: " + folder.toAbsolutePath());
    console.out().flush();
    return profile;
  }

  private Path folder(Contender server) {
    Path results = out != null ? out : home.resolve("results");
    String name = "profile-" + server.label() + "-" + workload;
    try {
      return RunFolder.create(results, Instant.now(), SourceCommit.read(), name).path();
    } catch (IOException e) {
      throw CommandFailed.usage("cannot write results to " + results + ": " + Reason.of(e));
    }
  }

  private List<String> serve(Contender server) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(JVM_OPTIONS);
    words.add("-Dserverbench.home=" + home);
    words.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "serve",
            server.label(),
            "0",
            ServeCommand.WITH_INPUT));
    return words;
  }
}
