package serverbench.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import serverbench.measure.CompilerTime;

/**
 * What this JVM's compilers still have to do, and what they take. Under a load that keeps all cores
 * busy with more threads than there are cores, the compilers get a small share of the time, and a
 * server runs for long, at an even pace, on code that only gathers profiles: its throughput looks
 * flat, and only their queue tells. While they are at work, on the other hand, they take from
 * client and server what these will have later. The queue is that of this JVM; what the compilers
 * of child JVMs take is seen as well.
 */
final class Compilers {

  /** Seldom enough to cost little, even with children to be looked at. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);

  /** The share of a core below which no compiler is at work. */
  private static final double AT_REST = 0.1;

  private final Supplier<String> report;
  private final LongSupplier takeCpuNanos;

  /**
   * @param report gives the text of HotSpot's diagnostic command {@code Compiler.queue}
   * @param takeCpuNanos gives the compilers' CPU time in nanoseconds since it was last asked
   */
  Compilers(Supplier<String> report, LongSupplier takeCpuNanos) {
    this.report = report;
    this.takeCpuNanos = takeCpuNanos;
  }

  /** Of the JVM that this runs in, which must be HotSpot. */
  static Compilers ofThisJvm() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    return new Compilers(
        () -> {
          try {
            ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
            return (String) server.invoke(commands, "compilerQueue", null, null);
          } catch (JMException e) {
            throw new IllegalStateException("this JVM does not tell what it has to compile", e);
          }
        },
        new CompilerTime()::takeNanos);
  }

  /**
   * Methods that wait for a compiler or are being compiled. Takes some 0.1 ms: the JVM lists them
   * all.
   *
   * @throws IllegalStateException when the JVM has no such command
   */
  int waiting() {
    // Methods: "1706  4  java.util.HashMap::put (13 bytes)", behind a compiler's name when at work.
    return (int) report.get().lines().filter(line -> line.contains("::")).count();
  }

  /** CPU time that they took since this was last asked, those of child JVMs included. */
  long takeCpuNanos() {
    return takeCpuNanos.getAsLong();
  }

  /**
   * Blocks until nothing waits and no compiler is at work, but no longer than this.
   * Uninterruptible.
   */
  void awaitIdle(Duration most) {
    long begin = System.nanoTime();
    long from = begin;
    boolean idle = false;
    takeCpuNanos();
    while (!idle && System.nanoTime() - begin < most.toNanos()) {
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
      long now = System.nanoTime();
      idle = takeCpuNanos() <= AT_REST * (now - from) && waiting() == 0;
      from = now;
    }
  }
}
