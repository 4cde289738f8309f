package serverbench.load;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Open loop: requests leave on a schedule, whether or not those before them have been answered.
 *
 * <pre>
 *   load-pacer: sleeps until a request is due, then wakes an I/O thread
 *        |
 *        v            free connection: sent at once
 *   load-io: all due --------------------------------> server
 *        |                                               |
 *        '--> no free connection: queue (bounded) ------>' sent by the next connection to be free
 *                     full: dropped
 * </pre>
 *
 * <p>A request keeps its intended start wherever it waits, so what the server makes it wait is part
 * of its latency.
 */
public final class OpenLoop implements Load {

  /** The number of the request that opens a connection; it belongs to no schedule. */
  static final long RAMP_UP = -1;

  /** After so many requests an I/O thread looks after its connections before it goes on. */
  private static final int BATCH = 64;

  private static final double QUEUE_SECONDS = 10;

  /** What a schedule may be behind by and still count as kept. */
  public static final Duration MOST_LAG = Duration.ofMillis(1);

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

  private final LoadPlan plan;
  private final double rate;
  private final HttpClient client;
  private final MixSequence sequence;
  private final OpenSlot[] slots;
  private final LoadRecorder recorder = new LoadRecorder();
  private final RampUp rampUp;
  private final AtomicInteger rampedUp = new AtomicInteger();
  private final Pacer pacer;

  // Guarded by this.
  private final ArrayDeque<OpenSlot> free;
  private final WaitingRequests waiting;
  private final OpenLedger ledger = new OpenLedger();
  private Schedule schedule;
  private int inFlight;

  private volatile boolean stopping;

  /**
   * Makes the client's threads; nothing is sent before {@link #start}.
   *
   * @param requestsPerSecond of the schedule
   */
  public OpenLoop(LoadPlan plan, double requestsPerSecond) {
    this(plan, requestsPerSecond, () -> {});
  }

  /**
   * The same.
   *
   * @param beginThread called by every thread that keeps the schedule before it does anything else
   */
  public OpenLoop(LoadPlan plan, double requestsPerSecond, Runnable beginThread) {
    this(
        plan,
        requestsPerSecond,
        (int) Math.clamp(requestsPerSecond * QUEUE_SECONDS, 1_000, 2_000_000),
        beginThread);
  }

  /**
   * @param mostWaiting requests that wait for a connection; what is due beyond that is dropped
   */
  OpenLoop(LoadPlan plan, double requestsPerSecond, int mostWaiting, Runnable beginThread) {
    this.plan = plan;
    this.rate = requestsPerSecond;
    this.client = new HttpClient(plan, beginThread);
    this.sequence = new MixSequence(plan.mix());
    this.slots = new OpenSlot[plan.connections()];
    this.rampUp = new RampUp(slots.length, this::open);
    this.free = new ArrayDeque<>(slots.length);
    this.waiting = new WaitingRequests(mostWaiting);
    Arrays.setAll(slots, slot -> new OpenSlot(this, client, plan, slot));
    this.pacer = new Pacer(client::execute, this::sendDue, beginThread);
  }

  /**
   * Opens all connections, a few at a time, with one request each, and then begins the schedule.
   */
  @Override
  public void start() {
    rampUp.start();
    long giveUp = System.nanoTime() + CONNECT_WITHIN.toNanos();
    while (rampedUp.get() < slots.length && System.nanoTime() < giveUp) {
      LockSupport.parkNanos(Pacer.SHORTEST_SLEEP_NANOS);
    }
    synchronized (this) {
      schedule = new Schedule(rate, System.nanoTime());
      pacer.start(schedule.nextNanos());
    }
  }

  private void open(int slot) {
    synchronized (this) {
      changeInFlight(1);
    }
    slots[slot].send(RAMP_UP, 0);
  }

  /** On an I/O thread. */
  private void sendDue() {
    observe();
    for (int sent = 0; sent < BATCH; sent++) {
      OpenSlot slot;
      long number;
      synchronized (this) {
        long now = System.nanoTime();
        long intended = schedule.nextNanos();
        if (intended > now || stopping) {
          return;
        }
        number = schedule.next();
        schedule.advance();
        pacer.nextIsDue(schedule.nextNanos());
        ledger.handedOut(number, now - intended);
        slot = free.poll();
        if (slot == null) {
          if (!waiting.add(number)) {
            ledger.dropped(number);
          }
          continue;
        }
        changeInFlight(1);
      }
      slot.send(number, sequence.kindOf(number));
    }
    // More may be due; the answers that came meanwhile are read first.
    pacer.wake();
  }

  private synchronized void observe() {
    ledger.observe(System.nanoTime(), inFlight + waiting.size());
  }

  void correct(OpenSlot slot, int kind, long sentToEndNanos) {
    synchronized (this) {
      slot.ended();
      if (slot.number() != RAMP_UP) {
        long intended = schedule.intendedNanos(slot.number());
        long corrected = slot.sentNanos() + sentToEndNanos - intended;
        ledger.answered(slot.number(), kind, corrected, sentToEndNanos);
      }
    }
    recorder.correct(kind, sentToEndNanos);
    if (slot.number() == RAMP_UP) {
      rampUpEnded();
    }
    free(slot);
  }

  void failed(OpenSlot slot, ErrorKind kind, String example) {
    synchronized (this) {
      slot.ended();
      if (slot.number() != RAMP_UP) {
        ledger.failed(slot.number());
      }
    }
    recorder.failed(kind, example);
    if (slot.number() == RAMP_UP) {
      rampUpEnded();
    }
  }

  private void rampUpEnded() {
    rampedUp.incrementAndGet();
    rampUp.next();
  }

  /** The slot's request has ended: it sends what waits longest, or waits itself. */
  void free(OpenSlot slot) {
    long number;
    synchronized (this) {
      number = stopping ? WaitingRequests.NONE : waiting.take();
      if (number == WaitingRequests.NONE) {
        changeInFlight(-1);
        free.add(slot);
        return;
      }
    }
    slot.send(number, sequence.kindOf(number));
  }

  private void changeInFlight(int by) {
    ledger.flight(System.nanoTime(), inFlight);
    inFlight += by;
  }

  /** Whether all that was due has left: nothing waits for a connection, or for the client. */
  public synchronized boolean caughtUp() {
    return waiting.size() == 0 && System.nanoTime() - schedule.nextNanos() <= MOST_LAG.toNanos();
  }

  /** Leaves out what is overdue and has not left yet. Not while a window is open. */
  public synchronized void skipOverdue() {
    skipTo(System.nanoTime());
  }

  private void skipTo(long now) {
    waiting.clear();
    schedule.skipTo(now);
    pacer.nextIsDue(schedule.nextNanos());
  }

  /** Begins a window: requests whose intended start comes after this moment. */
  public synchronized void beginWindow() {
    begin(System.nanoTime());
  }

  /** The same, and leaves out what is overdue at this moment. */
  public synchronized void beginWindowAfresh() {
    long now = System.nanoTime();
    skipTo(now);
    begin(now);
  }

  private void begin(long now) {
    ledger.begin(schedule.dueBefore(now), now);
  }

  /** Ends the window's schedule; its last requests may still be under way. */
  public synchronized void endWindow() {
    long now = System.nanoTime();
    ledger.flight(now, inFlight);
    ledger.end(schedule.dueBefore(now), now);
  }

  /**
   * Waits for what is still under way of the window, and reads it.
   *
   * @param most how long to wait; with a server that cannot keep up it would never end
   */
  public OpenWindow readWindow(Duration most) {
    long giveUp = System.nanoTime() + most.toNanos();
    while (pendingInWindow() > 0 && System.nanoTime() < giveUp) {
      LockSupport.parkNanos(1_000_000);
    }
    synchronized (this) {
      long now = System.nanoTime();
      for (OpenSlot slot : slots) {
        if (slot.isWaiting() && slot.number() != RAMP_UP) {
          ledger.stillOpen(
              slot.number(),
              slot.kind(),
              now - schedule.intendedNanos(slot.number()),
              now - slot.sentNanos());
        }
      }
      for (int place = 0; place < waiting.size(); place++) {
        long number = waiting.at(place);
        ledger.stillOpen(number, sequence.kindOf(number), now - schedule.intendedNanos(number), -1);
      }
      // A client that is late has not come to these yet.
      for (long number = schedule.next(); ledger.holds(number); number++) {
        ledger.stillOpen(number, sequence.kindOf(number), now - schedule.intendedNanos(number), -1);
      }
      return ledger.close();
    }
  }

  private synchronized long pendingInWindow() {
    return ledger.pending();
  }

  @Override
  public LoadRecorder recorder() {
    return recorder;
  }

  @Override
  public synchronized int inFlight() {
    return inFlight;
  }

  @Override
  public int established() {
    return Math.min(client.mostLive(), plan.connections());
  }

  @Override
  public long connects() {
    return client.connects();
  }

  @Override
  public synchronized String outstanding() {
    return String.format(
        Locale.ROOT,
        "%.0f requests/s to %s: %d of %d connections wait for an answer, %d requests wait for a"
            + " connection; %d connected; %d correct answers so far; %s",
        rate,
        plan.uri(),
        inFlight,
        slots.length,
        waiting.size(),
        established(),
        recorder.completed(),
        recorder.describeErrors());
  }

  @Override
  public boolean drain(Duration most) throws InterruptedException {
    stopping = true;
    pacer.stop();
    pacer.awaitEnd();
    synchronized (this) {
      waiting.clear();
    }
    long giveUp = System.nanoTime() + most.toNanos();
    while (inFlight() > 0 && System.nanoTime() < giveUp) {
      Thread.sleep(1);
    }
    return inFlight() == 0;
  }

  /** Interrupt of the calling thread is kept for later. */
  @Override
  public void close() {
    stopping = true;
    pacer.stop();
    client.close();
  }

  boolean stopping() {
    return stopping;
  }

  void connected(Channel connection) {
    client.opened(connection);
  }
}
