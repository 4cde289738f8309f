package serverbench.models.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import serverbench.http.BufferPool;
import serverbench.http.Limits;
import serverbench.http.SharedBufferPool;
import serverbench.models.Eventually;
import serverbench.net.ListeningSocket;
import serverbench.server.Counters;
import serverbench.server.Endpoints;

/** A connection whose time is shorter than the timeouts that its socket inherited. */
class SocketTransportTest {

  private static final Duration INHERITED = Duration.ofHours(1);
  private static final Limits LIMITS =
      Limits.DEFAULT.withTimes(Duration.ofMillis(300), Duration.ofMillis(300));

  private final Counters counters = new Counters();

  @Test
  void aSendEndsWhenItsTimeIsOver() throws Exception {
    // Far more than the buffers of both sockets hold.
    endsThoughItsClientOnlySends("GET /bytes?n=1048576 HTTP/1.1\r\nHost: a\r\n\r\n".repeat(40));
    assertThat(counters.snapshot().requests()).isPositive();
  }

  @Test
  void aReceiveEndsWhenItsTimeIsOver() throws Exception {
    endsThoughItsClientOnlySends("GET / HT");
    assertThat(counters.snapshot().refused()).isEqualTo(1);
  }

  private void endsThoughItsClientOnlySends(String sent) throws Exception {
    try (BufferPool pool = new SharedBufferPool();
        ListeningSocket listener =
            ListeningSocket.open(InetAddress.getLoopbackAddress(), 0, 16, Set.of())) {
      listener.setTimeouts(INHERITED, INHERITED);
      Socket client = new Socket(InetAddress.getLoopbackAddress(), listener.port());
      Thread serving = serve(listener.accept(), pool);
      try {
        client.getOutputStream().write(sent.getBytes(StandardCharsets.US_ASCII));
        Eventually.holds(() -> !serving.isAlive(), () -> "it waits on: " + counters.snapshot());
      } finally {
        client.close();
        serving.join();
      }
    }
  }

  private Thread serve(int socket, BufferPool pool) {
    SocketTransport transport = new SocketTransport(socket, INHERITED.toNanos());
    BlockingConnection connection =
        new BlockingConnection(transport, pool, LIMITS, new Endpoints(), counters);
    return Thread.ofPlatform().name("test-serving").start(connection::serve);
  }
}
