package serverbench.load;

import io.netty.channel.Channel;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Connections that mostly do nothing: each sends a request when it is opened and then one every 20
 * s, so that no server takes it for dead (the idle limit is 30 s).
 *
 * <p>A client of its own, since the client of the load proper closes what it has not used for a few
 * seconds.
 */
public final class IdleConnections implements AutoCloseable {

  private static final long PERIOD_MILLIS = 20_000;
  private static final Duration KEPT_BY_CLIENT = Duration.ofSeconds(60);
  private static final long PAUSE_MILLIS = 1_000;

  private final HttpClient client;
  private final LoadPlan plan;
  private final Member[] members;
  private final LoadRecorder recorder = new LoadRecorder();
  private final RampUp rampUp;
  private final AtomicInteger begunAndEnded = new AtomicInteger();
  private final AtomicInteger inFlight = new AtomicInteger();
  private volatile boolean stopping;

  /**
   * @param plan what they ask for: the first kind of its mix
   * @param connections how many
   */
  public IdleConnections(LoadPlan plan, int connections) {
    this.plan = plan.withPooledIdleTime(KEPT_BY_CLIENT);
    this.client = new HttpClient(this.plan);
    this.members = new Member[connections];
    this.rampUp = new RampUp(connections, member -> members[member].send());
    Arrays.setAll(members, Member::new);
  }

  /** Opens them, a few at a time, and returns when each has its first answer or has failed. */
  public void open(Duration most) {
    rampUp.start();
    long giveUp = System.nanoTime() + most.toNanos();
    while (begunAndEnded.get() < members.length && System.nanoTime() < giveUp) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** How many are open now: those that the server has dropped since they were opened are not. */
  public int established() {
    return Math.min(client.live(), members.length);
  }

  /** What their requests came to. */
  public LoadRecorder recorder() {
    return recorder;
  }

  /**
   * Sends nothing more and waits for the requests that are out.
   *
   * @return how many have not ended in this time
   */
  public int drain(Duration most) {
    stopping = true;
    long giveUp = System.nanoTime() + most.toNanos();
    while (inFlight.get() > 0 && System.nanoTime() < giveUp) {
      LockSupport.parkNanos(1_000_000);
    }
    return inFlight.get();
  }

  @Override
  public void close() {
    stopping = true;
    client.close();
  }

  private final class Member implements Exchange.Owner {

    private final int slot;
    private Exchange exchange = new Exchange(this);
    private boolean first = true;

    Member(int slot) {
      this.slot = slot;
    }

    void send() {
      if (stopping) {
        return;
      }
      inFlight.incrementAndGet();
      RequestKind kind = plan.mix().getFirst();
      exchange.begin(kind.expected(), System.nanoTime());
      client.send(client.request(kind, slot), exchange);
    }

    @Override
    public void correct(long latencyNanos) {
      recorder.correct(0, latencyNanos);
      ended(PERIOD_MILLIS);
    }

    @Override
    public void wrong(ErrorKind kind, String example) {
      recorder.failed(kind, example);
      ended(PERIOD_MILLIS);
    }

    @Override
    public void failed(ErrorKind kind, String example) {
      recorder.failed(kind, example);
      exchange = new Exchange(this);
      ended(PAUSE_MILLIS);
    }

    private void ended(long pauseMillis) {
      inFlight.decrementAndGet();
      long pause = pauseMillis;
      if (first) {
        first = false;
        begunAndEnded.incrementAndGet();
        // Opened together, but not to ask together for ever.
        pause = Math.max(PAUSE_MILLIS, pauseMillis * (slot + 1) / members.length);
        rampUp.next();
      }
      if (!stopping) {
        client.later(this::send, pause);
      }
    }

    @Override
    public void connected(Channel connection) {
      client.opened(connection);
    }

    @Override
    public boolean isEnding() {
      return stopping;
    }
  }
}
