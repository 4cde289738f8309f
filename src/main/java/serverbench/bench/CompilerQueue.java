package serverbench.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * What this JVM's compilers still have to do. Under a load that keeps all cores busy with more
 * threads than there are cores, the compilers get a small share of the time, and a server runs for
 * long, at an even pace, on code that only gathers profiles: its throughput looks flat, and only
 * this queue tells. Child processes are not seen.
 */
final class CompilerQueue {

  /** Seldom enough to cost next to nothing. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(10);

  private final Supplier<String> report;

  /**
   * @param report gives the text of HotSpot's diagnostic command {@code Compiler.queue}
   */
  CompilerQueue(Supplier<String> report) {
    this.report = report;
  }

  /** Of the JVM that this runs in, which must be HotSpot. */
  static CompilerQueue ofThisJvm() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    return new CompilerQueue(
        () -> {
          try {
            ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
            return (String) server.invoke(commands, "compilerQueue", null, null);
          } catch (JMException e) {
            throw new IllegalStateException("this JVM does not tell what it has to compile", e);
          }
        });
  }

  /**
   * Methods that wait for a compiler or are being compiled. Takes some 0.1 ms: the JVM lists them
   * all.
   *
   * @throws IllegalStateException when the JVM has no such command
   */
  int length() {
    // Methods: "1706  4  java.util.HashMap::put (13 bytes)", behind a compiler's name when at work.
    return (int) report.get().lines().filter(line -> line.contains("::")).count();
  }

  /**
   * Blocks until nothing waits and nothing is at work, but no longer than this. Uninterruptible.
   */
  void awaitEmpty(Duration most) {
    long begin = System.nanoTime();
    while (length() > 0 && System.nanoTime() - begin < most.toNanos()) {
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }
}
