package serverbench.models.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import serverbench.http.BufferPool;
import serverbench.http.ConfinedBufferPool;
import serverbench.http.HttpConnection;
import serverbench.http.HttpConnection.Next;
import serverbench.http.Limits;
import serverbench.models.connection.NonBlockingConnection.Turn;
import serverbench.models.connection.NonBlockingConnection.Wait;
import serverbench.net.ListeningSocket;
import serverbench.net.ListeningSocket.Option;
import serverbench.server.Counters;
import serverbench.server.Endpoints;

/** The client was refused and stays, silent: its time ends in the middle of a look for bytes. */
@Timeout(60)
class LingeringTest {

  private static final byte[] REFUSED = "BAD\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final long LATER = Limits.LINGER_TIME.plus(Duration.ofSeconds(1)).toNanos();

  private final Counters counters = new Counters();

  @Test
  void aNonBlockingConnectionEnds() throws Exception {
    try (BufferPool pool = new ConfinedBufferPool();
        ListeningSocket listener =
            ListeningSocket.open(
                InetAddress.getLoopbackAddress(), 0, 16, Set.of(Option.NON_BLOCKING));
        Socket client = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
      int socket = listener.accept();
      while (socket < 0) {
        socket = listener.accept();
      }
      long now = System.nanoTime();
      NonBlockingConnection connection =
          new NonBlockingConnection(socket, pool, Limits.DEFAULT, counters, now);
      try {
        client.getOutputStream().write(REFUSED);
        Endpoints handler = new Endpoints();
        while (counters.snapshot().responses().get(4) == 0) {
          assertThat(connection.advance(handler, Turn.UNTIL_WOULD_BLOCK, now))
              .isEqualTo(Wait.READABLE);
        }
        assertThat(connection.advance(handler, Turn.UNTIL_WOULD_BLOCK, now))
            .isEqualTo(Wait.READABLE);
        assertThat(connection.advance(handler, Turn.UNTIL_WOULD_BLOCK, now + LATER))
            .isEqualTo(Wait.CLOSED);
      } finally {
        connection.close();
      }
    }
  }

  /** As the transport of a fiber does it: it looks whether bytes are there before it waits. */
  @Test
  void aBlockingConnectionEnds() {
    try (BufferPool pool = new ConfinedBufferPool()) {
      Refused client = new Refused();
      new BlockingConnection(client, pool, Limits.DEFAULT, new Endpoints(), counters).serve();
      assertThat(client.finished).isTrue();
      assertThat(client.closed).isTrue();
      assertThat(counters.live()).isZero();
    }
  }

  private static final class Refused implements Transport {

    private boolean received;
    private boolean finished;
    private boolean closed;

    @Override
    public int receive(HttpConnection http, long timeoutNanos) {
      if (!received) {
        received = true;
        http.input().put(REFUSED);
        return REFUSED.length;
      }
      assertThat(http.received(0, System.nanoTime() + LATER)).isEqualTo(Next.CLOSE);
      return TIMED_OUT;
    }

    @Override
    public int send(HttpConnection http, long timeoutNanos) {
      return http.outputBytes();
    }

    @Override
    public void shutdownOutput() {
      finished = true;
    }

    @Override
    public void shutdownInput() {
      throw new AssertionError("nobody stops the server");
    }

    @Override
    public void abort() {
      throw new AssertionError("nobody stops the server");
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
