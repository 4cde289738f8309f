package serverbench.models.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import serverbench.http.BufferPool;
import serverbench.http.HttpConnection;
import serverbench.http.Limits;
import serverbench.http.Response;
import serverbench.http.SharedBufferPool;
import serverbench.models.Eventually;
import serverbench.server.Counters;

/** What a transport says of a wait that somebody else ended because it took too long. */
@Timeout(60)
class ChannelTransportTest {

  private static final byte[] GET =
      "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final long LATER = Duration.ofHours(1).toNanos();

  /** Said for ever, it would make its owner, whose time is not over by its own clock, try again. */
  @Test
  void aSendThatFailsAfterTheOneThatTimedOutIsBroken() throws Exception {
    try (BufferPool pool = new SharedBufferPool();
        ServerSocketChannel listener =
            ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        SocketChannel client = SocketChannel.open(listener.getLocalAddress())) {
      ChannelTransport transport = new ChannelTransport(listener.accept());
      HttpConnection http =
          new HttpConnection(Limits.DEFAULT, pool, new Counters(), System.nanoTime());
      http.input().put(GET);
      http.received(GET.length, System.nanoTime());
      http.respond(Response.text(200, "x"), System.nanoTime());

      CompletableFuture<Integer> sends =
          CompletableFuture.supplyAsync(() -> sendUntilItFails(transport, http));
      Eventually.holds(
          () -> {
            transport.reap(System.nanoTime() + LATER);
            return sends.isDone();
          },
          () -> "the client does not read, and nobody ends the send");
      assertThat(sends.get()).isEqualTo(Transport.TIMED_OUT);
      assertThat(transport.send(http, LATER)).isEqualTo(Transport.BROKEN);
      http.close();
    }
  }

  /** The same bytes over and over: the connection is not told that they were sent. */
  private static int sendUntilItFails(Transport transport, HttpConnection http) {
    int sent = transport.send(http, 0);
    while (sent >= 0) {
      sent = transport.send(http, 0);
    }
    return sent;
  }
}
