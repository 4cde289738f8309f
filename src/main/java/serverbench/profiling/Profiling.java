package serverbench.profiling;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import serverbench.bench.RunningLoad;
import serverbench.bench.ServerProcess;
import serverbench.bench.Workload;
import serverbench.results.WholeFile;

/**
 * Where a server's time goes under a workload: flame graphs of its processes, their CPU time by
 * kind of work, and its system calls for each request. The server has a process of its own; the
 * load comes from this one.
 *
 * <pre>
 *   server up -> load, warm-up -> throughput -> stacks of each process -> load off
 *                     -> tracer attached -> load -> load off -> tracer detached -> server down
 * </pre>
 */
public final class Profiling {

  private static final Duration WARM_UP = Duration.ofSeconds(10);

  private final List<String> serve;
  private final Consumer<String> log;

  /**
   * @param serve the command that serves and prints a READY line
   * @param log told what happens, a line each
   */
  public Profiling(List<String> serve, Consumer<String> log) {
    this.serve = List.copyOf(serve);
    this.log = log;
  }

  /** Whether a workload can be looked at so: a closed loop of active connections. */
  public static boolean suits(Workload workload) {
    return RunningLoad.suits(workload);
  }

  /**
   * Measures and writes stacks.txt, flame.html, syscalls.txt and profile.md into the folder;
   * blocks.
   *
   * @param label of the server
   * @param time for each of the measurements
   * @throws Exception when the server or every way to record stacks fails
   */
  public Profile run(String label, Workload workload, Duration time, Path folder) throws Exception {
    try (ServerProcess server =
        ServerProcess.start(
            new ProcessBuilder(serve).redirectError(ProcessBuilder.Redirect.INHERIT))) {
      List<StackRecording> recordings;
      CpuShares shares;
      double throughput;
      int shortLived;
      List<Long> pids = new ArrayList<>(List.of(server.pid()));
      try (RunningLoad load = RunningLoad.on(server.port(), workload)) {
        log.accept(load.warmUp(WARM_UP));
        List<Long> children = server.children();
        Since warm = Since.now(load);
        Thread.sleep(time);
        throughput = warm.perSecond();
        // Children that have lived through this are workers; others last a connection.
        children.stream().filter(server.children()::contains).forEach(pids::add);
        shortLived = children.size() - (pids.size() - 1);
        log.accept("recording the stacks of " + processes(pids.size()));
        Since start = Since.now(load);
        recordings = StackRecording.of(pids, time, folder);
        // It takes longer than it records: attaching, writing.
        shares = CpuShares.of(recordings, start.perSecond() * time.toSeconds());
        load.finish();
      }
      for (StackRecording recording : recordings) {
        recording.draw(label + " under " + workload, folder);
      }
      List<String> refusals = new ArrayList<>();
      Optional<Syscalls> syscalls = syscalls(server, pids, workload, time, folder, refusals);
      Profile profile = new Profile(label, workload, time, throughput, shares, shortLived);
      String text = ProfileText.of(profile, recordings, syscalls, refusals);
      WholeFile.write(folder.resolve("profile.md"), text);
      return profile;
    }
  }

  private static String processes(int number) {
    return number == 1 ? "the server" : "the server and " + (number - 1) + " worker processes";
  }

  /** Answers since then. */
  private record Since(RunningLoad load, long completed, long nanos) {

    static Since now(RunningLoad load) {
      return new Since(load, load.completed(), System.nanoTime());
    }

    double perSecond() {
      return (load.completed() - completed) * 1e9 / (System.nanoTime() - nanos);
    }
  }

  /** Empty when no tool is there or may be attached; why is added to the refusals. */
  private Optional<Syscalls> syscalls(
      ServerProcess server,
      List<Long> pids,
      Workload workload,
      Duration time,
      Path folder,
      List<String> refusals)
      throws Exception {
    List<SyscallTracer.Tool> tools = SyscallTracer.present();
    if (tools.isEmpty()) {
      refusals.add("neither strace nor perf is installed");
    }
    for (SyscallTracer.Tool tool : tools) {
      try (SyscallTracer tracer =
          SyscallTracer.attach(tool, pids, folder.resolve("syscalls.txt"))) {
        log.accept("counting system calls");
        try (RunningLoad load = RunningLoad.on(server.port(), workload)) {
          Thread.sleep(time);
          return Optional.of(tracer.detach(load.finish()));
        }
      } catch (IOException e) {
        refusals.add(e.getMessage());
      }
    }
    return Optional.empty();
  }
}
