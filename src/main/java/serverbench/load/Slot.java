package serverbench.load;

import io.netty.channel.Channel;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.asynchttpclient.Request;

/**
 * One of the plan's connections: it sends, waits for the answer and sends again.
 *
 * <pre>
 *               answer, right or wrong
 *              .----------------------.
 *              v                      |
 *   idle --> WAITING -----------------'    HELD instead of WAITING while the loop holds
 *              |  ^
 *      failure |  | 10 ms, doubling up to 1 s while it goes on failing
 *              v  |
 *            PAUSED                        any of them --the loop stops--> RETIRED
 * </pre>
 *
 * <p>The pause bounds what errors cost: a refused connection tried again at once would take the
 * whole machine. Runs on the I/O thread of its connection, or on the timer's.
 */
final class Slot implements Exchange.Owner {

  private static final long FIRST_PAUSE_MILLIS = 10;
  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private static final AtomicIntegerFieldUpdater<Slot> STARTED =
      AtomicIntegerFieldUpdater.newUpdater(Slot.class, "started");

  private final ClosedLoop loop;
  private final HttpClient client;
  private final Request[] requests;
  private final List<RequestKind> mix;
  private Exchange exchange = new Exchange(this);
  private long sequence;
  private int kind;
  private long pauseMillis = FIRST_PAUSE_MILLIS;
  private volatile long sentNanos;
  private volatile boolean waiting;
  private volatile boolean connected;
  private volatile int started;

  /**
   * @param number 0-based, also where in the cycle of the mix it begins: so that not all
   *     connections send the rare kind at the same time
   */
  Slot(ClosedLoop loop, HttpClient client, LoadPlan plan, int number) {
    this.loop = loop;
    this.client = client;
    this.requests = client.requests(number);
    this.mix = plan.mix();
    this.sequence = number;
  }

  void send() {
    if (loop.stopping()) {
      loop.retired();
      return;
    }
    if (loop.holdsBack(this)) {
      return;
    }
    long now = System.nanoTime();
    sentNanos = now;
    waiting = true;
    kind = loop.kindOf(sequence++);
    exchange.begin(mix.get(kind).expected(), now);
    client.send(requests[kind], exchange);
  }

  @Override
  public void correct(long latencyNanos) {
    waiting = false;
    loop.recorder().correct(kind, latencyNanos);
    pauseMillis = FIRST_PAUSE_MILLIS;
    send();
  }

  @Override
  public void wrong(ErrorKind kind, String example) {
    waiting = false;
    loop.recorder().failed(kind, example);
    send();
  }

  @Override
  public void failed(ErrorKind kind, String example) {
    waiting = false;
    loop.recorder().failed(kind, example);
    exchange = new Exchange(this);
    loop.slotStarted(this);
    if (loop.stopping()) {
      loop.retired();
      return;
    }
    long pause = pauseMillis;
    pauseMillis = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    client.later(this::send, pause);
  }

  @Override
  public void connected(Channel connection) {
    connected = true;
    loop.connected(connection);
    loop.slotStarted(this);
  }

  @Override
  public boolean isEnding() {
    return loop.stopping();
  }

  boolean isWaiting() {
    return waiting;
  }

  /** True once: the slot's first connection stands, or has failed. */
  boolean leavesRampUp() {
    return STARTED.compareAndSet(this, 0, 1);
  }

  boolean hasConnected() {
    return connected;
  }

  /** When the request that it waits for left; of interest only while it waits. */
  long sentNanos() {
    return sentNanos;
  }
}
