package serverbench.load;

import io.netty.channel.Channel;
import org.asynchttpclient.Request;

/**
 * One connection of an open loop.
 *
 * <pre>
 *            send                     answer, right or wrong
 *   FREE ------------> WAITING --------------------------------> FREE, or the next that waits
 *    ^                    |
 *    |                    | failure
 *    '----- 10 ms --------'
 * </pre>
 *
 * <p>The pause keeps a server that refuses from being asked by all that wait at once.
 */
final class OpenSlot implements Exchange.Owner {

  private static final long PAUSE_MILLIS = 10;

  private final OpenLoop loop;
  private final HttpClient client;
  private final Request[] requests;
  private final LoadPlan plan;
  private Exchange exchange = new Exchange(this);
  private volatile long number = OpenLoop.RAMP_UP;
  private volatile long sentNanos;
  private volatile boolean waiting;
  private int kind;

  OpenSlot(OpenLoop loop, HttpClient client, LoadPlan plan, int slot) {
    this.loop = loop;
    this.client = client;
    this.plan = plan;
    this.requests = client.requests(slot);
  }

  /**
   * @param requestNumber in the schedule, or {@link OpenLoop#RAMP_UP}
   */
  void send(long requestNumber, int kindOfRequest) {
    number = requestNumber;
    kind = kindOfRequest;
    long now = System.nanoTime();
    sentNanos = now;
    waiting = true;
    exchange.begin(plan.mix().get(kind).expected(), now);
    client.send(requests[kind], exchange);
  }

  @Override
  public void correct(long latencyNanos) {
    loop.correct(this, kind, latencyNanos);
  }

  @Override
  public void wrong(ErrorKind error, String example) {
    loop.failed(this, error, example);
    loop.free(this);
  }

  @Override
  public void failed(ErrorKind error, String example) {
    exchange = new Exchange(this);
    loop.failed(this, error, example);
    client.later(() -> loop.free(this), PAUSE_MILLIS);
  }

  @Override
  public void connected(Channel connection) {
    loop.connected(connection);
  }

  @Override
  public boolean isEnding() {
    return loop.stopping();
  }

  /** The loop has taken note of the answer or the failure. */
  void ended() {
    waiting = false;
  }

  boolean isWaiting() {
    return waiting;
  }

  long number() {
    return number;
  }

  int kind() {
    return kind;
  }

  long sentNanos() {
    return sentNanos;
  }
}
