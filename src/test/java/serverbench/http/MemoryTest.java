package serverbench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import serverbench.http.HttpConnection.Next;

class MemoryTest {

  private static final byte[] GET =
      "GET / HTTP/1.1\r\nHost: localhost:8080\r\nUser-Agent: test\r\nAccept: */*\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private static final int REQUESTS = 100_000;

  /**
   * Once compiled, the hot path allocates nothing; while it is interpreted it allocates little. The
   * best of several rounds leaves out what the compiler and other things do on this thread.
   */
  @Test
  void theHotPathAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Response hello = Response.text(200, "Hello, World!");
    try (ConfinedBufferPool pool = new ConfinedBufferPool()) {
      HttpConnection connection =
          new HttpConnection(Limits.DEFAULT, pool, ConnectionObserver.NONE, 0);
      long leastBytes = Long.MAX_VALUE;
      for (int round = 0; round < 5; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < REQUESTS; i++) {
          exchange(connection, hello);
        }
        leastBytes = Math.min(leastBytes, threads.getCurrentThreadAllocatedBytes() - before);
      }
      connection.close();

      assertThat(leastBytes).isLessThan(REQUESTS);
    }
  }

  private static void exchange(HttpConnection connection, Response response) {
    ByteBuffer room = connection.input();
    room.put(GET);
    Next next = connection.received(GET.length, 0);
    boolean expected = connection.request().hasPath("/");
    next = next == Next.HANDLE && expected ? connection.respond(response, 0) : null;
    next = next == Next.WRITE ? connection.sent(connection.outputBytes(), 0) : null;
    if (next != Next.READ) {
      throw new AssertionError("the request was not answered as expected");
    }
  }

  @Test
  void addressesAndBuffersAreTheSameMemory() {
    try (CountingPool pool = new CountingPool()) {
      HttpConnection connection =
          new HttpConnection(Limits.DEFAULT, pool, ConnectionObserver.NONE, 0);
      MemorySegment room =
          MemorySegment.ofAddress(connection.inputAddress()).reinterpret(connection.inputRoom());
      room.copyFrom(MemorySegment.ofArray(GET).asSlice(0, 10));
      assertThat(connection.received(10, 0)).isEqualTo(Next.READ);
      room = MemorySegment.ofAddress(connection.inputAddress()).reinterpret(connection.inputRoom());
      room.copyFrom(MemorySegment.ofArray(GET).asSlice(10));
      assertThat(connection.received(GET.length - 10, 0)).isEqualTo(Next.HANDLE);

      connection.respond(Response.text(200, "x"), 0);
      assertThat(connection.sent(3, 0)).isEqualTo(Next.WRITE);
      byte[] waiting = new byte[connection.outputBytes()];
      connection.output().get(waiting);
      assertThat(
              MemorySegment.ofAddress(connection.outputAddress())
                  .reinterpret(waiting.length)
                  .toArray(ValueLayout.JAVA_BYTE))
          .isEqualTo(waiting);
      assertThat(new String(waiting, StandardCharsets.US_ASCII)).startsWith("P/1.1 200 OK\r\n");
      connection.close();
    }
  }

  @Test
  void anIdleConnectionHoldsNoBuffer() {
    try (Wire wire = new Wire(Limits.DEFAULT, request -> Response.text(200, "x"))) {
      assertThat(wire.pool.lent()).isZero();
      wire.receive(GET);
      assertThat(wire.pool.lent()).isZero();
      wire.receive("GET");
      assertThat(wire.pool.lent()).isEqualTo(1);
    }
  }

  @Test
  void theLargestRequestFitsInTwoMebibytes() {
    Limits limits = Limits.DEFAULT;
    String path = "/" + "a".repeat(limits.requestLineBytes() - "POST / HTTP/1.1".length());
    String fields = "Host: a\r\nTransfer-Encoding: chunked\r\n";
    String filler = "A: " + "a".repeat(limits.headerBytes() - 3 - fields.length() + 4) + "\r\n";
    StringBuilder stream =
        new StringBuilder("POST " + path + " HTTP/1.1\r\n" + fields + filler + "\r\n");
    String chunk = "400;" + "e".repeat(50) + "\r\n" + "x".repeat(1_024) + "\r\n";
    stream.append(chunk.repeat(limits.bodyBytes() / 1_024)).append("0\r\n\r\n");
    int[] bodyBytes = new int[1];
    try (Wire wire =
        new Wire(
            limits,
            request -> {
              bodyBytes[0] = request.body().remaining();
              return Response.text(200, "x");
            })) {
      wire.receive(stream.toString());

      assertThat(bodyBytes[0]).isEqualTo(limits.bodyBytes());
      assertThat(wire.statuses()).containsExactly(200);
      // While it grows, the buffer before and the one after.
      assertThat(wire.pool.mostBytes()).isLessThanOrEqualTo(3 << 20);
    }
  }

  @Test
  void limitsThatNoBufferHoldsAreRefused() {
    assertThatThrownBy(
            () ->
                new Limits(
                    8_192,
                    65_536,
                    100,
                    BufferPool.LARGEST,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    1,
                    1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not fit");
  }
}
