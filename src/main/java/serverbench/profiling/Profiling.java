package serverbench.profiling;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
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

  /** At most; process models compile in each child. */
  private static final Duration WARM_UP = Duration.ofSeconds(25);

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
      double cpuMicros;
      int shortLived;
      List<Long> pids;
      try (RunningLoad load = RunningLoad.on(server.port(), workload)) {
        log.accept(load.warmUp(WARM_UP));
        List<Long> before = new ArrayList<>(List.of(server.pid()));
        before.addAll(server.children());
        Since warm = Since.now(load, before);
        Thread.sleep(time);
        throughput = warm.perSecond();
        cpuMicros = warm.cpuMicrosPerAnswer();
        // Children that have lived through this are workers; others last a connection.
        pids = new ArrayList<>(before);
        pids.retainAll(Stream.concat(Stream.of(server.pid()), server.children().stream()).toList());
        log.accept("recording the stacks of " + processes(pids.size()));
        shortLived = before.size() - pids.size();
        Since start = Since.now(load, pids);
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
      Profile profile =
          new Profile(label, workload, time, throughput, cpuMicros, shares, shortLived);
      String text = ProfileText.of(profile, recordings, syscalls, refusals);
      WholeFile.write(folder.resolve("profile.md"), text);
      return profile;
    }
  }

  private static String processes(int number) {
    return number == 1 ? "the server" : "the server and " + (number - 1) + " worker processes";
  }

  /**
   * What has happened since then.
   *
   * @param cpuNanos of each process until then
   */
  private record Since(RunningLoad load, long completed, Map<Long, Long> cpuNanos, long nanos) {

    static Since now(RunningLoad load, List<Long> pids) {
      Map<Long, Long> cpuNanos = new HashMap<>();
      pids.forEach(pid -> cpuNanos(pid).ifPresent(nanos -> cpuNanos.put(pid, nanos)));
      return new Since(load, load.completed(), cpuNanos, System.nanoTime());
    }

    double perSecond() {
      return (load.completed() - completed) * 1e9 / (System.nanoTime() - nanos);
    }

    /** Of the processes that are still there, by the kernel's count. */
    double cpuMicrosPerAnswer() {
      long spent = 0;
      for (Map.Entry<Long, Long> process : cpuNanos.entrySet()) {
        spent += cpuNanos(process.getKey()).map(now -> now - process.getValue()).orElse(0L);
      }
      return spent / 1e3 / Math.max(1, load.completed() - completed);
    }

    private static Optional<Long> cpuNanos(long pid) {
      return ProcessHandle.of(pid)
          .flatMap(process -> process.info().totalCpuDuration())
          .map(Duration::toNanos);
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
