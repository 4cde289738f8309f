package serverbench.bench;

import java.util.List;
import serverbench.load.LoadPlan;
import serverbench.load.Responder;
import serverbench.server.Server;
import serverbench.server.ServerStats;

/** A {@link Responder} behind the contract of the suite's servers. */
final class ResponderServer implements Server {

  private final Responder responder;
  private final long miscounted;

  ResponderServer(Responder responder) {
    this(responder, 0);
  }

  /**
   * @param miscounted answers that it counts more than it gave
   */
  ResponderServer(Responder responder, long miscounted) {
    this.responder = responder;
    this.miscounted = miscounted;
  }

  LoadPlan plan(int connections) {
    return responder.plan(connections, LoadPlan.Reuse.KEPT_ALIVE);
  }

  @Override
  public int port() {
    return responder.port();
  }

  @Override
  public void start() {}

  @Override
  public ServerStats stats() {
    return new ServerStats(
        responder.accepted(),
        0,
        responder.requests(),
        List.of(0L, 0L, responder.answers() + miscounted, 0L, 0L, 0L),
        0,
        0,
        List.of());
  }

  @Override
  public void close() {
    responder.close();
  }
}
