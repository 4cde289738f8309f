package serverbench.bench;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import serverbench.load.ClosedLoop;

/**
 * Waits under load until the throughput is flat and the hot code is compiled. JMH's own warm-up is
 * a fixed count of iterations: too long for a model that is flat at once, too short for one whose
 * code takes long to compile.
 *
 * <pre>
 *   load       ######..........######......########################
 *                    rest            rest                         | flat: measuring begins
 *   methods      /^^^^\_           /^\_       _
 *   to compile _/       \_________/    \_____/ \___________________
 * </pre>
 *
 * <p>The rests are for models with many busy threads. These leave the compilers so little of the
 * cores that most of the queue would still wait when measuring begins, while the throughput is as
 * flat as can be at a quarter of what the model is able to do.
 */
final class WarmUp {

  private static final Duration LONGEST_BUCKET = Duration.ofMillis(500);
  private static final int BUCKETS_AT_MOST = 20;

  /** Methods in the queue of a JVM whose hot code is compiled: some straggler there always is. */
  private static final int STRAGGLERS = 4;

  /** Buckets under load before a rest: what is hot by now must have come into the queue. */
  private static final int BUCKETS_BETWEEN_RESTS = 2;

  /** Shorter than the time after which server or client close an idle connection. */
  private static final Duration LONGEST_REST = Duration.ofSeconds(2);

  private final ClosedLoop load;
  private final CompilerQueue queue;
  private final long bucketNanos;
  private final long begin = System.nanoTime();
  private final long end;
  private final long least;
  private long restNanosLeft;
  private final Plateau plateau = new Plateau();

  /**
   * @param seconds it took
   * @param flat whether the throughput had stopped climbing
   * @param waiting methods that were still to be compiled
   * @param rate completions per second at the end
   */
  record Outcome(double seconds, boolean flat, int waiting, double rate) {
    /** Whether what is measured next is the server at its full speed. */
    boolean warm() {
      return flat && waiting <= STRAGGLERS;
    }

    String text() {
      return String.format(
          Locale.ROOT,
          "warm-up: %.1f s, %s, %d methods still to compile, %.0f requests/s",
          seconds,
          flat ? "flat" : "still changing",
          waiting,
          rate);
    }
  }

  private WarmUp(ClosedLoop load, CompilerQueue queue, Duration most) {
    this.load = load;
    this.queue = queue;
    this.bucketNanos =
        Math.min(most.dividedBy(BUCKETS_AT_MOST).toNanos(), LONGEST_BUCKET.toNanos());
    this.end = begin + most.toNanos();
    this.least = begin + most.toNanos() / 2;
    this.restNanosLeft = most.toNanos() / 2;
  }

  /**
   * Blocks until warm, but no longer than {@code most}, and for half of that at the least: before
   * its code is compiled a server can be slow for a while at an even pace. Uninterruptible.
   *
   * @param load has begun, and goes on
   */
  static Outcome run(ClosedLoop load, CompilerQueue queue, Duration most) {
    return new WarmUp(load, queue, most).run();
  }

  private Outcome run() {
    int buckets = 0;
    int waiting = queue.length();
    while (System.nanoTime() + bucketNanos <= end) {
      plateau.add(rateOfOneBucket());
      buckets++;
      waiting = queue.length();
      if (waiting <= STRAGGLERS) {
        if (plateau.isFlat() && System.nanoTime() >= least) {
          break;
        }
      } else if (buckets >= BUCKETS_BETWEEN_RESTS && restNanosLeft > 0) {
        rest();
        buckets = 0;
      }
    }
    return new Outcome(
        (System.nanoTime() - begin) / 1e9, plateau.isFlat(), waiting, plateau.mean());
  }

  private double rateOfOneBucket() {
    long from = System.nanoTime();
    long completed = load.recorder().completed();
    parkUntil(from + bucketNanos);
    return (load.recorder().completed() - completed) * 1e9 / (System.nanoTime() - from);
  }

  /** Until nothing waits for a compiler. */
  private void rest() {
    long from = System.nanoTime();
    load.hold();
    queue.awaitEmpty(Duration.ofNanos(Math.min(restNanosLeft, LONGEST_REST.toNanos())));
    load.letGo();
    restNanosLeft -= System.nanoTime() - from;
  }

  private static void parkUntil(long nanoTime) {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
