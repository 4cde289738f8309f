package serverbench.models.architecture.proactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import serverbench.http.BufferPool;
import serverbench.http.HttpConnection;
import serverbench.http.Limits;
import serverbench.http.SharedBufferPool;
import serverbench.server.Counters;
import serverbench.server.Endpoints;

/** The reaper comes when bytes have arrived and their completion has not. */
@Timeout(60)
class ChannelConnectionTest {

  private static final byte[] HALF = "GET / HT".getBytes(StandardCharsets.US_ASCII);
  private static final long LATER = Duration.ofHours(1).toNanos();
  private static final Limits LIMITS =
      Limits.DEFAULT.withTimes(Duration.ofNanos(1), Duration.ofSeconds(30));

  private final Counters counters = new Counters();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch holding = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  @Test
  void halfARequestIsStillAnswered408() throws Exception {
    AsynchronousChannelGroup group =
        AsynchronousChannelGroup.withFixedThreadPool(1, Thread.ofPlatform().factory());
    try (BufferPool pool = new SharedBufferPool();
        AsynchronousServerSocketChannel listener = AsynchronousServerSocketChannel.open(group)) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      InetSocketAddress address = (InetSocketAddress) listener.getLocalAddress();
      try (Socket client = new Socket(address.getAddress(), address.getPort())) {
        AsynchronousSocketChannel channel = listener.accept().get();
        listener.accept(null, new Hold());
        try (Socket second = new Socket(address.getAddress(), address.getPort())) {
          holding.await();
          client.getOutputStream().write(HALF);
          HttpConnection http = new HttpConnection(LIMITS, pool, counters, System.nanoTime());
          ChannelConnection connection =
              new ChannelConnection(
                  channel, http, new Endpoints(), counters, gone -> ended.countDown());
          connection.start();
          connection.reap(System.nanoTime() + LATER);
          held.countDown();
          byte[] answer = client.getInputStream().readAllBytes();
          assertThat(new String(answer, StandardCharsets.ISO_8859_1)).startsWith("HTTP/1.1 408 ");
          ended.await();
        }
      }
    } finally {
      held.countDown();
      group.shutdownNow();
    }
  }

  /** Keeps the group's only thread, so that no other completion is dispatched. */
  private final class Hold implements CompletionHandler<AsynchronousSocketChannel, Void> {
    @Override
    public void completed(AsynchronousSocketChannel channel, Void none) {
      holding.countDown();
      try {
        held.await();
        channel.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void failed(Throwable failure, Void none) {
      throw new IllegalStateException(failure);
    }
  }
}
