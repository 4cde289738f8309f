package serverbench.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The JVM forks of JMH that this process has started, and what they have started. */
final class ForkProcesses {

  private static final String FORK_MAIN = "org.openjdk.jmh.runner.ForkedMain";
  private static final long POLITE_MILLIS = 2_000;

  private ForkProcesses() {}

  /**
   * Ends them and returns when they are gone: asked first, forced after 2 s. Does nothing when the
   * fork has ended by itself. Keeps the thread's interrupt.
   */
  static void end() {
    List<ProcessHandle> family = new ArrayList<>();
    ProcessHandle.current()
        .children()
        .filter(ForkProcesses::isFork)
        .forEach(
            fork -> {
              fork.descendants().forEach(family::add);
              family.add(fork);
              fork.destroy();
            });
    if (family.isEmpty()) {
      return;
    }
    boolean interrupted = Thread.interrupted();
    interrupted |= !await(family);
    family.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    interrupted |= !await(family);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isFork(ProcessHandle process) {
    return process.info().arguments().stream().flatMap(Stream::of).anyMatch(FORK_MAIN::equals);
  }

  /** False when interrupted while waiting. */
  private static boolean await(List<ProcessHandle> processes) {
    try {
      CompletableFuture.allOf(
              processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
          .get(POLITE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return true;
    } catch (ExecutionException e) {
      throw new IllegalStateException("waiting for a process failed", e);
    } catch (InterruptedException e) {
      return false;
    }
    return true;
  }
}
