package serverbench.bench;

import java.io.IOException;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import serverbench.net.Affinity;
import serverbench.net.TimeSlice;

/**
 * How far two cores are from each other while there is load on them: the time that a cache line
 * takes from one to the other and back, looked at five times a second. In a virtual machine that is
 * no constant. Its hypervisor puts virtual cores on the real ones as it likes, beside each other or
 * on two sockets, and moves them every few seconds or minutes; a server whose client runs on the
 * other core then needs more CPU time for all that the two share, and nothing else tells why. Seen
 * on two virtual cores: 50 ns with 113,000 requests a second, 330 ns with 91,000.
 *
 * <pre>
 *                 .-- a burst ------------------------------.
 *   caller        wakes up, 1       3       5 ...           sleeps for 200 ms
 *   (first core)       |     \     / \     / \ ...
 *   line               |      \   /   \   /                 odd: asked, even: answered
 *   (second core)      |       \ /     \ /
 *   answerer           '--------2-------4------ ...         sleeps until woken
 * </pre>
 *
 * <p>Of a burst the shortest slice of {@value #ROUND_TRIPS} round trips counts, since others may
 * have been interrupted. Two threads of its own, which take some 20 us of both cores five times a
 * second; {@link #takeMean} from one other thread.
 */
final class CoreDistance implements AutoCloseable {

  static final double UNKNOWN = -1;

  private static final long PERIOD_NANOS = 200_000_000;
  private static final int ROUND_TRIPS = 20;
  private static final int SLICES = 10;

  /** For a whole burst, the answerer's way to its core included. */
  private static final long BURST_NANOS = 500_000;

  /** More than any two cores are apart: every slice was interrupted. */
  private static final double INTERRUPTED_NANOS = 2_000;

  /** At once, so that the code is compiled before its times count. */
  private static final int FIRST_BURSTS = 500;

  /** How often both look at the clock, in looks at the line. */
  private static final int LOOKS = 100;

  private final BitSet first;
  private final BitSet second;
  private final AtomicInteger line = new AtomicInteger();
  private volatile boolean asking;
  private volatile boolean closed;
  private Thread answerer;
  private Thread caller;
  private double sum;
  private int count;

  private CoreDistance(BitSet first, BitSet second) {
    this.first = first;
    this.second = second;
  }

  /**
   * Between a core of the server and another one of the client; where both have all cores, between
   * the first two that the calling thread may run on. Nothing runs before {@link #start}.
   */
  static CoreDistance between(CpuPlacement cpus) throws IOException {
    if (!Affinity.supported()) {
      return new CoreDistance(new BitSet(), new BitSet());
    }
    BitSet allowed = Affinity.ofThisThread();
    BitSet first = lowest(cpus.server().isEmpty() ? allowed : cpus.server());
    BitSet others = (BitSet) (cpus.client().isEmpty() ? allowed : cpus.client()).clone();
    others.andNot(first);
    return new CoreDistance(first, lowest(others));
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

  /**
   * The mean of what was seen since the last call, in nanoseconds; {@link #UNKNOWN} when that was
   * nothing: the threads did not get their cores, or never at the same time.
   */
  synchronized double takeMean() {
    double mean = count == 0 ? UNKNOWN : sum / count;
    sum = 0;
    count = 0;
    return mean;
  }

  private synchronized void add(double nanos) {
    if (nanos != UNKNOWN && nanos < INTERRUPTED_NANOS) {
      sum += nanos;
      count++;
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
      add(burst());
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

  /** Ends both threads, within a millisecond; does not wait for it. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(caller);
    LockSupport.unpark(answerer);
  }
}
