package serverbench.bench;

import java.util.List;
import serverbench.load.Responder;
import serverbench.server.Server;
import serverbench.server.ServerStats;

/** A {@link Responder} behind the contract of the suite's servers. */
final class ResponderServer implements Server {

  private final Responder responder;

  ResponderServer(Responder responder) {
    this.responder = responder;
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
        List.of(0L, 0L, responder.answers(), 0L, 0L, 0L),
        0,
        0,
        List.of());
  }

  @Override
  public void close() {
    responder.close();
  }
}
