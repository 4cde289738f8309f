package serverbench.measure;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/** What is in the heap of this JVM that somebody still holds. */
public final class LiveHeap {

  private LiveHeap() {}

  /**
   * Makes a full collection, which stops all threads of the JVM for some tens of milliseconds, and
   * tells how many bytes of objects it left. Read from what the collector itself recorded at its
   * end, so that what is allocated meanwhile does not count.
   *
   * @return -1 where the collector does not tell
   */
  public static long bytes() {
    System.gc();
    long bytes = -1;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage left = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
      if (left != null) {
        bytes = Math.max(0, bytes) + left.getUsed();
      }
    }
    return bytes;
  }
}
