package serverbench.bench;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.LongSupplier;

/**
 * How busy this JVM's compilers have been of late. A server that is slow at an even pace because
 * its code is not compiled yet looks flat; its compilers tell. Child processes are not seen.
 */
final class CompilerActivity {

  private final LongSupplier compiledMillis;
  private final long[] nanos;
  private final long[] millis;
  private int count;

  /**
   * @param span how many marks the share is taken over
   * @param compiledMillis what all compiler threads together have spent so far
   */
  CompilerActivity(int span, LongSupplier compiledMillis) {
    this.compiledMillis = compiledMillis;
    this.nanos = new long[span + 1];
    this.millis = new long[span + 1];
  }

  static CompilerActivity ofThisJvm(int span) {
    CompilationMXBean bean = ManagementFactory.getCompilationMXBean();
    boolean tells = bean != null && bean.isCompilationTimeMonitoringSupported();
    return new CompilerActivity(span, tells ? bean::getTotalCompilationTime : () -> 0);
  }

  void mark(long nanoTime) {
    nanos[count % nanos.length] = nanoTime;
    millis[count % millis.length] = compiledMillis.getAsLong();
    count++;
  }

  /** Compiler threads at work on average since the oldest mark of the span; 0 before two marks. */
  double share() {
    if (count < 2) {
      return 0;
    }
    int newest = (count - 1) % nanos.length;
    int oldest = count < nanos.length ? 0 : count % nanos.length;
    return (millis[newest] - millis[oldest]) * 1e6 / (nanos[newest] - nanos[oldest]);
  }
}
