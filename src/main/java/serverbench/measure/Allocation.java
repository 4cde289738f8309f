package serverbench.measure;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;

/** Heap bytes allocated by Java threads, as the JVM counts them. */
final class Allocation {

  private Allocation() {}

  /**
   * Bytes allocated by the server's threads since the JVM began: by all threads, ended ones and the
   * carriers of virtual threads included, without those that are known to be something else.
   *
   * @return -1 where the JVM does not count
   */
  static long serverBytes(NameRules rules) {
    if (!(ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads)
        || !threads.isThreadAllocatedMemorySupported()
        || !threads.isThreadAllocatedMemoryEnabled()) {
      return -1;
    }
    long bytes = threads.getTotalThreadAllocatedBytes();
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && rules.side(thread.getThreadName()) != Side.SERVER) {
        bytes -= Math.max(0, threads.getThreadAllocatedBytes(thread.getThreadId()));
      }
    }
    return bytes;
  }
}
