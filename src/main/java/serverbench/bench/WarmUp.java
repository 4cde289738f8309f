package serverbench.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Waits under load until the throughput is flat and the compilers have come to rest. JMH's own
 * warm-up is a fixed count of iterations: too long for a model that is flat at once, too short for
 * one whose code takes long to compile.
 */
final class WarmUp {

  private static final Duration LONGEST_BUCKET = Duration.ofMillis(500);
  private static final int BUCKETS_AT_MOST = 20;

  /** Compiler threads at work on average: what a JVM under load has for long, and more. */
  private static final double MOST_COMPILING = 0.25;

  private WarmUp() {}

  /**
   * @param seconds it took
   * @param flat whether the throughput had stopped climbing
   * @param compiling compiler threads at work on average at the end
   * @param rate completions per second at the end
   */
  record Outcome(double seconds, boolean flat, double compiling, double rate) {
    String text() {
      return String.format(
          Locale.ROOT,
          "warm-up: %.1f s, %s, %.2f compilers at work, %.0f requests/s",
          seconds,
          flat ? "flat" : "still changing",
          compiling,
          rate);
    }
  }

  /**
   * Blocks until flat, but no longer than {@code most}, and for half of that at the least: before
   * its code is compiled a server can be slow for a while at an even pace. Uninterruptible.
   */
  static Outcome run(LongSupplier completed, Duration most) {
    Duration bucket = most.dividedBy(BUCKETS_AT_MOST);
    long bucketNanos = Math.min(bucket.toNanos(), LONGEST_BUCKET.toNanos());
    Plateau plateau = new Plateau();
    CompilerActivity compilers = CompilerActivity.ofThisJvm(Plateau.READINGS);
    long begin = System.nanoTime();
    compilers.mark(begin);
    long bucketBegin = begin;
    long bucketCount = completed.getAsLong();
    long least = most.toNanos() / 2;
    while ((!isWarm(plateau, compilers) || System.nanoTime() - begin < least)
        && System.nanoTime() - begin + bucketNanos <= most.toNanos()) {
      parkUntil(bucketBegin + bucketNanos);
      long now = System.nanoTime();
      long count = completed.getAsLong();
      plateau.add((count - bucketCount) * 1e9 / (now - bucketBegin));
      compilers.mark(now);
      bucketBegin = now;
      bucketCount = count;
    }
    return new Outcome(
        (System.nanoTime() - begin) / 1e9, plateau.isFlat(), compilers.share(), plateau.mean());
  }

  private static boolean isWarm(Plateau plateau, CompilerActivity compilers) {
    return plateau.isFlat() && compilers.share() <= MOST_COMPILING;
  }

  private static void parkUntil(long nanoTime) {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
