package serverbench.bench;

import java.io.IOException;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import serverbench.net.Affinity;
import serverbench.net.TimeSlice;

/**
 * What two cores are worth while there is load on them, looked at five times a second: the time
 * that a cache line takes from one to the other and back, and the time that a fixed piece of
 * arithmetic takes on each. In a virtual machine neither is a constant, and nothing else tells it.
 *
 * <ul>
 *   <li>The hypervisor puts virtual cores on the real ones as it likes, beside each other or on two
 *       sockets, and moves them every few seconds or minutes; a server whose client runs on the
 *       other core then needs more CPU time for all that the two share. Seen on two virtual cores:
 *       50 ns with 113,000 requests a second, 330 ns with 91,000.
 *   <li>A virtual core may be one of two threads of a real core whose other one works for somebody
 *       else: then it gets less done in the same CPU time, and no steal time is counted.
 * </ul>
 *
 * <pre>
 *                 .-- a burst ----------------------------------------.
 *   caller        wakes up, 1       3       5 ...  arithmetic         sleeps for 200 ms
 *   (first core)       |     \     / \     / \ ...
 *   line               |      \   /   \   /                           odd: asked, even: answered
 *   (second core)      |       \ /     \ /
 *   answerer           '--------2-------4------ ...  arithmetic       sleeps until woken
 * </pre>
 *
 * <p>Of a burst the shortest slice of {@value #ROUND_TRIPS} round trips counts, since others may
 * have been interrupted; of the arithmetic all that took less than twice the shortest ever. Two
 * threads of its own, which take some 40 us of both cores five times a second; the other methods
 * are for one other thread.
 */
final class CoreProbe implements AutoCloseable {

  static final double UNKNOWN = -1;

  private static final long PERIOD_NANOS = 200_000_000;
  private static final int ROUND_TRIPS = 20;
  private static final int SLICES = 10;

  /** For a whole burst, the answerer's way to its core included. */
  private static final long BURST_NANOS = 500_000;

  /** More than any two cores are apart: every slice was interrupted. */
  private static final double INTERRUPTED_NANOS = 2_000;

  private static final int WORK_TIMES = 4;

  /** A neighbour's share of a core is no more than half; what takes longer was interrupted. */
  private static final double WORK_INTERRUPTED = 2;

  /** At once, so that the code is compiled before its times count. */
  private static final int FIRST_BURSTS = 500;

  /** How often both look at the clock, in looks at the line. */
  private static final int LOOKS = 100;

  private final BitSet first;
  private final BitSet second;
  private final AtomicInteger line = new AtomicInteger();
  private volatile boolean asking;
  private volatile boolean closed;
  private final FixedWork callersWork = new FixedWork();
  private final FixedWork answerersWork = new FixedWork();
  private Thread answerer;
  private Thread caller;
  private boolean counting;
  private double shortestWork = Double.MAX_VALUE;
  private final Mean roundTrips = new Mean();
  private final Mean works = new Mean();

  private CoreProbe(BitSet first, BitSet second) {
    this.first = first;
    this.second = second;
  }

  /**
   * Between a core of the server and another one of the client; where both have all cores, between
   * the first two that the calling thread may run on. Nothing runs before {@link #start}.
   */
  static CoreProbe between(CpuPlacement cpus) throws IOException {
    if (!Affinity.supported()) {
      return new CoreProbe(new BitSet(), new BitSet());
    }
    BitSet allowed = Affinity.ofThisThread();
    BitSet first = lowest(cpus.server().isEmpty() ? allowed : cpus.server());
    BitSet others = (BitSet) (cpus.client().isEmpty() ? allowed : cpus.client()).clone();
    others.andNot(first);
    return new CoreProbe(first, lowest(others));
  }

  private static BitSet lowest(BitSet cores) {
    BitSet lowest = new BitSet();
    if (!cores.isEmpty()) {
      lowest.set(cores.nextSetBit(0));
    }
    return lowest;
  }

  /** Begins to look; where there is one core only, or no Linux, it never finds anything. */
  void start() {
    if (first.isEmpty() || second.isEmpty()) {
      return;
    }
    answerer = Thread.ofPlatform().daemon().name("jmh-core-answers").start(this::answer);
    caller = Thread.ofPlatform().daemon().name("jmh-core-calls").start(this::call);
  }

  /** Whether what is seen from now on counts; at first it does not. */
  synchronized void count(boolean on) {
    counting = on;
  }

  /**
   * From one core to the other and back, mean of all that counted, in nanoseconds; {@link #UNKNOWN}
   * when nothing did: the threads did not get their cores, or never at the same time.
   */
  synchronized double roundTripNanos() {
    return roundTrips.get();
  }

  /** Of the fixed arithmetic, mean of all that counted on both cores; {@link #UNKNOWN}. */
  synchronized double workNanos() {
    return works.get();
  }

  private synchronized void addRoundTrip(double nanos) {
    if (counting && nanos != UNKNOWN && nanos < INTERRUPTED_NANOS) {
      roundTrips.add(nanos);
    }
  }

  private synchronized void addWork(double nanos) {
    shortestWork = Math.min(shortestWork, nanos);
    if (counting && nanos < WORK_INTERRUPTED * shortestWork) {
      works.add(nanos);
    }
  }

  private void call() {
    if (!enter(first)) {
      return;
    }
    for (int i = 0; i < FIRST_BURSTS && !closed; i++) {
      burst();
    }
    while (!closed) {
      LockSupport.parkNanos(PERIOD_NANOS);
      addRoundTrip(burst());
    }
  }

  private double burst() {
    double shortest = UNKNOWN;
    long giveUp = System.nanoTime() + BURST_NANOS;
    asking = true;
    LockSupport.unpark(answerer);
    // The last burst's call may still be without its answer.
    boolean answered = awaitAnswer(giveUp);
    for (int slice = 0; slice < SLICES && answered; slice++) {
      long begun = System.nanoTime();
      for (int i = 0; i < ROUND_TRIPS && answered; i++) {
        line.setRelease(line.getPlain() + 1);
        answered = awaitAnswer(giveUp);
      }
      double nanos = (double) (System.nanoTime() - begun) / ROUND_TRIPS;
      if (answered && (shortest == UNKNOWN || nanos < shortest)) {
        shortest = nanos;
      }
    }
    asking = false;
    time(callersWork);
    return shortest;
  }

  /** False when it does not come in time. */
  private boolean awaitAnswer(long giveUp) {
    for (int looks = 1; isCall(line.getAcquire()); looks++) {
      if (isOver(looks, giveUp)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOver(int looks, long giveUp) {
    return looks % LOOKS == 0 && System.nanoTime() - giveUp > 0;
  }

  private void answer() {
    if (!enter(second)) {
      return;
    }
    while (!closed) {
      LockSupport.park();
      // Not for as long as the caller has lost its core: this one has a server or client to run.
      long giveUp = System.nanoTime() + BURST_NANOS;
      for (int looks = 1; asking && !isOver(looks, giveUp); looks++) {
        int number = line.getAcquire();
        if (isCall(number)) {
          line.setRelease(number + 1);
        }
      }
      time(answerersWork);
    }
  }

  private void time(FixedWork work) {
    for (int i = 0; i < WORK_TIMES; i++) {
      addWork(work.nanos());
    }
  }

  private static boolean isCall(int number) {
    return number % 2 != 0;
  }

  /** Without its core a thread does nothing; the other one then sees nothing either. */
  private static boolean enter(BitSet core) {
    try {
      Affinity.bindThisThread(core);
    } catch (IOException e) {
      return false;
    }
    TimeSlice.ofThisThread(TimeSlice.SHORTEST);
    return true;
  }

  private static final class Mean {
    private double sum;
    private long count;

    void add(double value) {
      sum += value;
      count++;
    }

    double get() {
      return count == 0 ? UNKNOWN : sum / count;
    }
  }

  /** Ends both threads, within a millisecond; does not wait for it. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(caller);
    LockSupport.unpark(answerer);
  }
}
