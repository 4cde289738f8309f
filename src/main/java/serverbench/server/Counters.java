package serverbench.server;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import serverbench.http.ConnectionObserver;

/**
 * What the connections of a server have in common: the counters behind {@link ServerStats}, written
 * by any thread without a lock and read by any, and whether the server has begun to stop.
 */
public final class Counters implements ConnectionObserver {

  private final LongAdder accepted = new LongAdder();
  private final LongAdder ended = new LongAdder();
  private final LongAdder requests = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final LongAdder[] responses = new LongAdder[6];
  private volatile boolean stopping;

  public Counters() {
    for (int statusClass = 0; statusClass < responses.length; statusClass++) {
      responses[statusClass] = new LongAdder();
    }
  }

  public void connectionAccepted() {
    accepted.increment();
  }

  public void connectionEnded() {
    ended.increment();
  }

  /** A connection was accepted and closed at once, for want of what it needs. */
  public void connectionRefused() {
    refused.increment();
  }

  /** The connection broke (reset, broken pipe); {@link #connectionEnded} is called as well. */
  public void connectionFailed() {
    errors.increment();
  }

  @Override
  public void requestRead() {
    requests.increment();
  }

  @Override
  public void responseEncoded(int status) {
    responses[status / 100].increment();
  }

  @Override
  public void refused(int status) {
    refused.increment();
  }

  /** Every answer from here on is the last of its connection. Any thread. */
  public void stopping() {
    stopping = true;
  }

  @Override
  public boolean isStopping() {
    return stopping;
  }

  /** Connections open now. */
  public long live() {
    // Ended first: a connection that ends in between must not make the difference negative.
    long endedSoFar = ended.sum();
    return accepted.sum() - endedSoFar;
  }

  /** Connections that have ended. */
  public long ended() {
    return ended.sum();
  }

  /** Counters of several workers added up, each worker named by the prefix and its index. */
  public static ServerStats sum(String prefix, List<Counters> workers) {
    Counters total = new Counters();
    List<ServerStats.WorkerStats> each = new ArrayList<>();
    for (int i = 0; i < workers.size(); i++) {
      total.add(workers.get(i));
      each.add(new ServerStats.WorkerStats(prefix + i, workers.get(i).responsesTotal()));
    }
    return total.snapshot(each);
  }

  private void add(Counters other) {
    ended.add(other.ended.sum());
    accepted.add(other.accepted.sum());
    requests.add(other.requests.sum());
    refused.add(other.refused.sum());
    errors.add(other.errors.sum());
    for (int statusClass = 0; statusClass < responses.length; statusClass++) {
      responses[statusClass].add(other.responses[statusClass].sum());
    }
  }

  private long responsesTotal() {
    return Arrays.stream(responses).mapToLong(LongAdder::sum).sum();
  }

  public ServerStats snapshot() {
    return snapshot(List.of());
  }

  public ServerStats snapshot(List<ServerStats.WorkerStats> workers) {
    return new ServerStats(
        accepted.sum(),
        live(),
        requests.sum(),
        Arrays.stream(responses).map(LongAdder::sum).toList(),
        refused.sum(),
        errors.sum(),
        workers);
  }
}
