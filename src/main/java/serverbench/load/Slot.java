package serverbench.load;

import io.netty.channel.Channel;
import org.asynchttpclient.Request;

/**
 * One of the plan's connections: it sends, waits for the answer and sends again.
 *
 * <pre>
 *               answer, right or wrong
 *              .----------------------.
 *              v                      |
 *   idle --> WAITING -----------------'
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

  private final ClosedLoop loop;
  private final HttpClient client;
  private final Request request;
  private final ExpectedAnswer expected;
  private Exchange exchange;
  private long pauseMillis = FIRST_PAUSE_MILLIS;
  private volatile long sentNanos;
  private volatile boolean waiting;
  private volatile boolean connected;

  Slot(ClosedLoop loop, HttpClient client, Request request, ExpectedAnswer expected) {
    this.loop = loop;
    this.client = client;
    this.request = request;
    this.expected = expected;
    this.exchange = new Exchange(expected, this);
  }

  void send() {
    if (loop.stopping()) {
      loop.retired();
      return;
    }
    long now = System.nanoTime();
    sentNanos = now;
    waiting = true;
    exchange.begin(now);
    client.send(request, exchange);
  }

  @Override
  public void correct(long latencyNanos) {
    waiting = false;
    loop.recorder().correct(latencyNanos);
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
    exchange = new Exchange(expected, this);
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
  }

  @Override
  public boolean isEnding() {
    return loop.stopping();
  }

  boolean isWaiting() {
    return waiting;
  }

  boolean hasConnected() {
    return connected;
  }

  /** When the request that it waits for left; of interest only while it waits. */
  long sentNanos() {
    return sentNanos;
  }
}
