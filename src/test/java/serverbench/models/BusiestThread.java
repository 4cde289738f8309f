package serverbench.models;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Whether a thread of this JVM spins. */
final class BusiestThread {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private BusiestThread() {}

  /**
   * How much of the time the thread that worked most was on a processor: 0 to 1. That nothing
   * happens takes time to be seen, so this one waits for the time itself.
   */
  static double share(Duration watched) throws InterruptedException {
    Map<Long, Long> before = new HashMap<>();
    for (long thread : THREADS.getAllThreadIds()) {
      before.put(thread, THREADS.getThreadCpuTime(thread));
    }
    long start = System.nanoTime();
    Thread.sleep(watched);
    long most = 0;
    for (Map.Entry<Long, Long> thread : before.entrySet()) {
      long after = THREADS.getThreadCpuTime(thread.getKey());
      most = Math.max(most, after - thread.getValue());
    }
    return (double) most / (System.nanoTime() - start);
  }
}
