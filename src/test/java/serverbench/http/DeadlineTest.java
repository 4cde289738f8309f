package serverbench.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import serverbench.http.HttpConnection.Next;

class DeadlineTest {

  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final Limits LIMITS =
      Limits.DEFAULT.withTimes(Duration.ofSeconds(10), Duration.ofSeconds(30));

  private static Wire wire() {
    return new Wire(LIMITS, request -> Response.text(200, "answer\n"));
  }

  private static long seconds(long seconds) {
    return seconds * 1_000_000_000L;
  }

  @Test
  void aConnectionThatSendsNothingIsClosedWhenIdleTimeIsOver() {
    try (Wire wire = wire()) {
      assertThat(wire.connection.deadlineNanos()).isEqualTo(seconds(30));
      wire.now = seconds(30) - 1;
      assertThat(wire.expire().next()).isEqualTo(Next.READ);
      wire.now = seconds(30);
      assertThat(wire.expire().next()).isEqualTo(Next.CLOSE);
      assertThat(wire.output()).isEmpty();
    }
  }

  @Test
  void idleTimeCountsFromTheLastAnswer() {
    try (Wire wire = wire()) {
      wire.now = seconds(7);
      wire.receive(GET);
      assertThat(wire.connection.deadlineNanos()).isEqualTo(seconds(37));
    }
  }

  @Test
  void headerTimeCountsFromTheFirstByteWhateverFollows() {
    try (Wire wire = wire()) {
      wire.now = seconds(5);
      wire.receive("G");
      wire.now = seconds(14);
      wire.receive("E");
      assertThat(wire.connection.deadlineNanos()).isEqualTo(seconds(15));

      wire.now = seconds(15);
      wire.expire();
      assertThat(wire.statuses()).containsExactly(408);
      assertThat(wire.output()).contains("Connection: close");
      assertThat(wire.tally.refused).containsExactly(408);
      assertThat(wire.lingered()).isTrue();
    }
  }

  @Test
  void headerTimeStartsAnewWithEachRequest() {
    try (Wire wire = wire()) {
      wire.receive("G");
      wire.now = seconds(9);
      wire.receive(GET.substring(1) + "G");
      assertThat(wire.statuses()).containsExactly(200);
      assertThat(wire.connection.deadlineNanos()).isEqualTo(seconds(19));
    }
  }

  @Test
  void aBodyMayTakeLongAsLongAsItComesFastEnough() {
    try (Wire wire = wire()) {
      wire.receive("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 87000\r\n\r\n");
      assertThat(wire.connection.deadlineNanos()).isEqualTo(seconds(30));
      for (int second = 29; second < 180; second += 29) {
        wire.now = seconds(second);
        wire.receive("x".repeat(29 * Limits.LEAST_BYTES_PER_SECOND));
        assertThat(wire.connection.deadlineNanos()).isEqualTo(seconds(second + 30));
      }
      assertThat(wire.statuses()).containsExactly(200);
    }
  }

  @Test
  void aBodyThatTricklesIsRefused() {
    try (Wire wire = wire()) {
      wire.receive("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9000\r\n\r\n");
      wire.now = seconds(29);
      wire.receive("x".repeat(Limits.LEAST_BYTES_PER_SECOND));
      assertThat(wire.connection.deadlineNanos()).isEqualTo(seconds(41));
      wire.now = seconds(40);
      wire.receive("x".repeat(Limits.LEAST_BYTES_PER_SECOND));
      assertThat(wire.connection.deadlineNanos()).isEqualTo(seconds(42));

      wire.now = seconds(42) - 1;
      assertThat(wire.expire().next()).isEqualTo(Next.READ);
      assertThat(wire.output()).isEmpty();
      wire.now++;
      wire.expire();
      assertThat(wire.statuses()).containsExactly(408);
    }
  }

  @Test
  void theTimeOfABodyBeginsWithEachRequestAndBehindTheInvitation() {
    String post = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n";
    try (Wire wire = wire()) {
      for (int start = 0; start < 200; start += 50) {
        wire.now = seconds(start);
        wire.receive(post);
        wire.now = seconds(start + 25);
        wire.receive("x");
        assertThat(wire.connection.deadlineNanos() - seconds(start + 40)).isBetween(0L, seconds(1));
        wire.receive("y");
      }
      assertThat(wire.statuses()).containsExactly(100, 200, 100, 200, 100, 200, 100, 200);
    }
  }

  @Test
  void aRequestInTheHandlersHandsHasNoDeadline() {
    try (CountingPool pool = new CountingPool()) {
      HttpConnection connection = received(pool, GET);
      assertThat(connection.deadlineNanos()).isEqualTo(HttpConnection.NO_DEADLINE);
      assertThat(connection.expired(seconds(1_000))).isEqualTo(Next.HANDLE);

      connection.respond(Response.text(200, "late"), seconds(1_000));
      assertThat(connection.deadlineNanos()).isEqualTo(seconds(1_030));
      connection.sent(1, seconds(1_005));
      assertThat(connection.deadlineNanos()).isEqualTo(seconds(1_035));
      connection.sent(1, seconds(1_034));
      assertThat(connection.deadlineNanos())
          .as("a client that takes a byte now and then has 40 s and 1 s for each 500 bytes")
          .isEqualTo(seconds(1_040) + seconds(2) / Limits.LEAST_BYTES_PER_SECOND);
      assertThat(connection.expired(seconds(1_040))).isEqualTo(Next.WRITE);
      assertThat(connection.expired(seconds(1_041))).isEqualTo(Next.CLOSE);
      connection.close();
    }
  }

  /** Answers that are gathered wait for the handlers of those behind them, not for the client. */
  @Test
  void theTimeForSendingBeginsWithTheLastAnswerThatWasGathered() {
    try (CountingPool pool = new CountingPool()) {
      HttpConnection connection = received(pool, GET + GET);
      assertThat(connection.respond(Response.text(200, "one"), seconds(35))).isEqualTo(Next.HANDLE);
      assertThat(connection.respond(Response.text(200, "two"), seconds(70))).isEqualTo(Next.WRITE);
      assertThat(connection.deadlineNanos()).isEqualTo(seconds(100));
      connection.close();
    }
  }

  /** Nothing is read while an answer is unsent, so the rest of the head may have come long ago. */
  @Test
  void aHeadThatHadToWaitForAnAnswerHasItsTimeFromThen() {
    try (CountingPool pool = new CountingPool()) {
      HttpConnection connection = received(pool, GET + "GET / HT");
      assertThat(connection.respond(Response.text(200, "one"), seconds(1))).isEqualTo(Next.WRITE);
      assertThat(connection.sent(1, seconds(20))).isEqualTo(Next.WRITE);
      assertThat(connection.sent(connection.outputBytes(), seconds(25))).isEqualTo(Next.READ);
      assertThat(connection.deadlineNanos()).isEqualTo(seconds(35));
      connection.close();
    }
  }

  private static HttpConnection received(BufferPool pool, String requests) {
    HttpConnection connection = new HttpConnection(LIMITS, pool, ConnectionObserver.NONE, 0);
    byte[] bytes = requests.getBytes(StandardCharsets.US_ASCII);
    connection.input().put(bytes);
    connection.received(bytes.length, 0);
    return connection;
  }

  @Test
  void lingeringEndsAfterTwoSecondsWhateverArrives() {
    try (Wire wire = wire()) {
      wire.receive("BAD\r\n\r\n");
      wire.now = seconds(1);
      wire.receive("more");
      assertThat(wire.connection.deadlineNanos()).isEqualTo(seconds(2));
      assertThat(wire.expire().next()).isEqualTo(Next.READ);

      wire.now = seconds(2);
      assertThat(wire.expire().next()).isEqualTo(Next.CLOSE);
      assertThat(wire.statuses()).containsExactly(400);
    }
  }

  @Test
  void aClockThatWrapsIsAClock() {
    try (CountingPool pool = new CountingPool()) {
      long start = Long.MAX_VALUE - seconds(10);
      HttpConnection connection = new HttpConnection(LIMITS, pool, ConnectionObserver.NONE, start);

      assertThat(connection.expired(start + seconds(29))).isEqualTo(Next.READ);
      assertThat(connection.expired(start + seconds(30))).isEqualTo(Next.CLOSE);
      connection.close();
    }
  }
}
