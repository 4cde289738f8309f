package serverbench.models.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import serverbench.http.BufferPool;
import serverbench.http.ConfinedBufferPool;
import serverbench.http.HttpConnection;
import serverbench.http.Limits;
import serverbench.server.Counters;
import serverbench.server.Endpoints;

/** Clients of which a byte moves in every call, so that none ever times out. */
@Timeout(120)
class BlockingConnectionTest {

  private static final long HEADER_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
  private static final int ANSWER_BYTES = 5_000;

  /** Slower than {@link Limits#LEAST_BYTES_PER_SECOND}, for each byte. */
  private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  private final Counters counters = new Counters();

  @Test
  void aHeadWithoutEndIsRefusedWhenItsTimeIsOver() {
    SlowClient client = new SlowClient("GET / HTTP/1.1\r\nHost: a\r\nA: ", Integer.MAX_VALUE);
    serve(client, Limits.DEFAULT.withTimes(Duration.ofNanos(HEADER_NANOS), Duration.ofSeconds(30)));
    assertThat(client.taken.toString()).startsWith("HTTP/1.1 408 ");
    assertThat(client.finished).as("the client is left behind by a lingering close").isTrue();
    assertThat(counters.snapshot().requests()).isZero();
  }

  @Test
  void anAnswerThatIsTakenTooSlowlyIsGivenUp() {
    SlowClient client =
        new SlowClient("GET /bytes?n=" + ANSWER_BYTES + " HTTP/1.1\r\nHost: a\r\n\r\n", 1);
    serve(client, Limits.DEFAULT.withTimes(Duration.ofMillis(100), Duration.ofMillis(200)));
    assertThat(counters.snapshot().requests()).isEqualTo(1);
    assertThat(client.taken.length()).isLessThan(ANSWER_BYTES);
  }

  private void serve(SlowClient client, Limits limits) {
    try (BufferPool pool = new ConfinedBufferPool()) {
      new BlockingConnection(client, pool, limits, new Endpoints(), counters).serve();
      assertThat(client.closed).isTrue();
      assertThat(counters.live()).isZero();
    }
  }

  /** Says something at once, then a byte now and then; takes so many bytes at a time. */
  private static final class SlowClient implements Transport {

    private final StringBuilder taken = new StringBuilder();
    private final int mostTaken;
    private byte[] next;
    private boolean finished;
    private boolean closed;

    SlowClient(String first, int mostTaken) {
      next = first.getBytes(StandardCharsets.US_ASCII);
      this.mostTaken = mostTaken;
    }

    @Override
    public int receive(HttpConnection http, long timeoutNanos) {
      int bytes = next.length;
      http.input().put(next);
      next = new byte[] {'b'};
      LockSupport.parkNanos(PACE_NANOS);
      return bytes;
    }

    @Override
    public int send(HttpConnection http, long timeoutNanos) {
      LockSupport.parkNanos(PACE_NANOS);
      ByteBuffer output = http.output();
      byte[] bytes = new byte[Math.min(mostTaken, output.remaining())];
      output.get(bytes);
      taken.append(new String(bytes, StandardCharsets.US_ASCII));
      return bytes.length;
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
