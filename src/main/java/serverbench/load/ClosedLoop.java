package serverbench.load;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Closed loop: N connections, each with one request in flight; every answer sends the next request.
 *
 * <pre>
 *   Slot 1 --request--> server          one I/O thread for every two cores,
 *   Slot 2 <--answer--- server          no thread waits for an answer
 *   ...                                       |
 *   Slot N                                    '--> LoadRecorder (latency, counts, errors)
 * </pre>
 *
 * <p>A slow server slows the loop down as well, so latencies of a closed loop say nothing about
 * what users would see who arrive at their own pace.
 */
public final class ClosedLoop implements Load {

  private final LoadPlan plan;
  private final HttpClient client;
  private final Slot[] slots;
  private final MixSequence sequence;
  private final LoadRecorder recorder = new LoadRecorder();
  private final RampUp rampUp;
  private final CountDownLatch retired;
  private final Queue<Slot> held = new ConcurrentLinkedQueue<>();
  private volatile boolean holding;
  private volatile boolean started;
  private volatile boolean stopping;

  /** Makes the client's threads; nothing is sent before {@link #start}. */
  public ClosedLoop(LoadPlan plan) {
    this.plan = plan;
    this.client = new HttpClient(plan);
    this.slots = new Slot[plan.connections()];
    this.rampUp = new RampUp(slots.length, slot -> slots[slot].send());
    this.retired = new CountDownLatch(slots.length);
    this.sequence = new MixSequence(plan.mix());
    Arrays.setAll(slots, slot -> new Slot(this, client, plan, slot));
  }

  @Override
  public void start() {
    started = true;
    rampUp.start();
  }

  void slotStarted(Slot slot) {
    if (slot.leavesRampUp()) {
      rampUp.next();
    }
  }

  int kindOf(long number) {
    return sequence.kindOf(number);
  }

  @Override
  public LoadRecorder recorder() {
    return recorder;
  }

  @Override
  public int inFlight() {
    return (int) Arrays.stream(slots).filter(Slot::isWaiting).count();
  }

  @Override
  public int established() {
    if (plan.reuse() == LoadPlan.Reuse.KEPT_ALIVE) {
      // By connection, not by slot: the client's pool may give one slot's connection to another.
      return Math.min(client.mostLive(), plan.connections());
    }
    return (int) Arrays.stream(slots).filter(Slot::hasConnected).count();
  }

  @Override
  public long connects() {
    return client.connects();
  }

  @Override
  public String outstanding() {
    long now = System.nanoTime();
    long oldestNanos =
        Arrays.stream(slots)
            .filter(Slot::isWaiting)
            .mapToLong(slot -> now - slot.sentNanos())
            .max()
            .orElse(0);
    return String.format(
        Locale.ROOT,
        "%d of %d connections wait for an answer from %s, the oldest for %.1f s; %d connected;"
            + " %d correct answers so far; %s",
        inFlight(),
        slots.length,
        plan.uri(),
        oldestNanos / 1e9,
        established(),
        recorder.completed(),
        recorder.describeErrors());
  }

  /**
   * Lets the requests that are out end, and sends no other before {@link #letGo}. The connections
   * stay open. Returns at once.
   */
  public void hold() {
    holding = true;
  }

  /** Goes on where {@link #hold} stopped, on all connections at once. */
  public void letGo() {
    holding = false;
    sendHeld();
  }

  /** Connections without a request because of {@link #hold}. */
  public int held() {
    return held.size();
  }

  /** True when the slot has to wait; it is then sent on by {@link #letGo}. */
  boolean holdsBack(Slot slot) {
    if (!holding) {
      return false;
    }
    held.add(slot);
    if (!holding) {
      // Let go in the meantime, perhaps before the slot was in the queue.
      sendHeld();
    }
    return true;
  }

  private void sendHeld() {
    for (Slot next = held.poll(); next != null; next = held.poll()) {
      next.send();
    }
  }

  @Override
  public boolean drain(Duration most) throws InterruptedException {
    stopping = true;
    letGo();
    // Those that the ramp-up has not come to retire at once.
    if (started) {
      rampUp.rest();
    }
    return !started || retired.await(most.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    stopping = true;
    client.close();
  }

  boolean stopping() {
    return stopping;
  }

  void retired() {
    retired.countDown();
  }

  void connected(Channel connection) {
    client.opened(connection);
  }
}
