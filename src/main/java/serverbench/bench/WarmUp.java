package serverbench.bench;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import serverbench.load.ClosedLoop;

/**
 * Waits under load until the throughput is flat, the hot code compiled and the compilers calm.
 * JMH's own warm-up is a fixed count of iterations: too long for a model that is flat at once, too
 * short for one whose code takes long to compile.
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
 * flat as can be at a quarter of what the model is able to do. They are for child processes too,
 * each of which compiles for itself what the other servers compile once.
 */
final class WarmUp {

  private static final Duration LONGEST_BUCKET = Duration.ofMillis(250);
  private static final int BUCKETS_AT_MOST = 20;

  /** Of any warm-up: before its code is compiled a server can be slow at an even pace. */
  private static final Duration LONGEST_LEAST = Duration.ofSeconds(2);

  /** Methods in the queue of a JVM whose hot code is compiled: some straggler there always is. */
  private static final int STRAGGLERS = 4;

  /** Buckets under load before a rest: what is hot by now must have come into the queue. */
  private static final int BUCKETS_BETWEEN_RESTS = 2;

  /** Shorter than the time after which server or client close an idle connection. */
  private static final Duration LONGEST_REST = Duration.ofSeconds(2);

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final ClosedLoop load;
  private final Compilers compilers;
  private final long bucketNanos;
  private final long begin = System.nanoTime();
  private final long end;
  private final long least;
  private long restNanosLeft;
  private final Plateau plateau = new Plateau();

  /** The compilers' shares of the cores, for the same buckets as the plateau's rates. */
  private final Deque<Double> compiling = new ArrayDeque<>();

  /**
   * @param seconds it took
   * @param flat whether the throughput had stopped climbing
   * @param waiting methods that were still to be compiled
   * @param compiling the compilers' share of all cores at the end, 0 to 1
   * @param rate completions per second at the end
   */
  record Outcome(double seconds, boolean flat, int waiting, double compiling, double rate) {
    /** Whether what is measured next is the server at its full speed. */
    boolean warm() {
      return flat && waiting <= STRAGGLERS && compiling <= Validity.MOST_COMPILING;
    }

    String text() {
      return String.format(
          Locale.ROOT,
          "warm-up: %.1f s, %s, %d methods still to compile, compilers at %.0f %%, %.0f requests/s",
          seconds,
          flat ? "flat" : "still changing",
          waiting,
          compiling * 100,
          rate);
    }
  }

  private WarmUp(ClosedLoop load, Compilers compilers, Duration most) {
    this.load = load;
    this.compilers = compilers;
    this.bucketNanos =
        Math.min(most.dividedBy(BUCKETS_AT_MOST).toNanos(), LONGEST_BUCKET.toNanos());
    this.end = begin + most.toNanos();
    this.least = begin + Math.min(most.toNanos() / 2, LONGEST_LEAST.toNanos());
    this.restNanosLeft = most.toNanos() / 2;
  }

  /**
   * Blocks until warm, but no longer than {@code most}, and for half of that or two seconds at the
   * least: before its code is compiled a server can be slow for a while at an even pace.
   * Uninterruptible.
   *
   * @param load has begun, and goes on
   */
  static Outcome run(ClosedLoop load, Compilers compilers, Duration most) {
    return new WarmUp(load, compilers, most).run();
  }

  private Outcome run() {
    int buckets = 0;
    Outcome now = outcome();
    while (System.nanoTime() + bucketNanos <= end) {
      readOneBucket();
      buckets++;
      now = outcome();
      if (now.warm() && System.nanoTime() >= least) {
        break;
      }
      boolean busy = now.waiting() > STRAGGLERS || compiling.getLast() > Validity.MOST_COMPILING;
      if (busy && buckets >= BUCKETS_BETWEEN_RESTS && restNanosLeft > 0) {
        rest();
        buckets = 0;
      }
    }
    return now;
  }

  private Outcome outcome() {
    return new Outcome(
        (System.nanoTime() - begin) / 1e9,
        plateau.isFlat(),
        compilers.waiting(),
        compiling.stream().mapToDouble(Double::doubleValue).average().orElse(0),
        plateau.mean());
  }

  private void readOneBucket() {
    long from = System.nanoTime();
    long completed = load.recorder().completed();
    compilers.takeCpuNanos();
    parkUntil(from + bucketNanos);
    long nanos = System.nanoTime() - from;
    plateau.add((load.recorder().completed() - completed) * 1e9 / nanos);
    if (compiling.size() == Plateau.READINGS) {
      compiling.removeFirst();
    }
    compiling.addLast((double) compilers.takeCpuNanos() / nanos / CORES);
  }

  /** Until the compilers have nothing to do. */
  private void rest() {
    long from = System.nanoTime();
    load.hold();
    compilers.awaitIdle(Duration.ofNanos(Math.min(restNanosLeft, LONGEST_REST.toNanos())));
    load.letGo();
    restNanosLeft -= System.nanoTime() - from;
  }

  static void parkUntil(long nanoTime) {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
