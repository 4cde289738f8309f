package serverbench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import serverbench.http.HttpConnection.Next;

class ClosingTest {

  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String BAD = "BAD\r\n\r\n";

  private static Wire wire(Limits limits) {
    return new Wire(limits, request -> Response.text(200, "answer\n"));
  }

  @Test
  void halfCloseAfterCompleteRequestsIsAnswered() {
    try (Wire wire = wire(Limits.DEFAULT)) {
      wire.receive(GET + GET).endOfStream();

      assertThat(wire.statuses()).containsExactly(200, 200);
      assertThat(wire.next()).isEqualTo(Next.CLOSE);
    }
  }

  @Test
  void halfCloseInsideARequestEndsTheConnectionWithoutAnAnswer() {
    try (Wire wire = wire(Limits.DEFAULT)) {
      wire.receive(GET + "GET / HT").endOfStream();

      assertThat(wire.statuses()).containsExactly(200);
      assertThat(wire.next()).isEqualTo(Next.CLOSE);
    }
  }

  @Test
  void anErrorAnswerLingersUntilTheClientClosesToo() {
    try (Wire wire = wire(Limits.DEFAULT)) {
      wire.receive(BAD);
      assertThat(wire.lingered()).isTrue();
      assertThat(wire.next()).isEqualTo(Next.READ);

      wire.receive(GET + BAD);
      assertThat(wire.statuses()).containsExactly(400);
      assertThat(wire.pool.lent()).isZero();

      wire.endOfStream();
      assertThat(wire.next()).isEqualTo(Next.CLOSE);
    }
  }

  @Test
  void lingeringDiscardsAllThatComesInItsTime() {
    String filler = "x".repeat(1 << 20);
    try (Wire wire = wire(Limits.DEFAULT)) {
      wire.receive(BAD);
      for (int mebibytes = 0; mebibytes < 20; mebibytes++) {
        wire.receive(filler);
      }
      assertThat(wire.next()).isEqualTo(Next.READ);
      assertThat(wire.pool.mostBytes()).isLessThanOrEqualTo(2 * BufferPool.SMALLEST);

      wire.now = Limits.LINGER_TIME.toNanos() - 1;
      assertThat(wire.receive("x").next()).isEqualTo(Next.READ);
      wire.now++;
      assertThat(wire.receive("x").next()).isEqualTo(Next.CLOSE);
    }
  }

  @Test
  void anAnswerThatTakesSeveralSendsLingersThoughTheClientAskedForTheClose() {
    try (Wire wire = wire(Limits.DEFAULT).sendingAtMost(50)) {
      wire.receive("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

      assertThat(wire.sends()).hasSizeGreaterThan(1);
      assertThat(wire.lingered()).isTrue();
      wire.endOfStream();
      assertThat(wire.next()).isEqualTo(Next.CLOSE);
    }
  }

  @Test
  void theLastAnswerOfTheConnectionSaysSo() {
    Limits three = Limits.DEFAULT.sharedWorker(3, Duration.ofSeconds(5));
    try (Wire wire = wire(three)) {
      wire.receive(GET.repeat(5));

      assertThat(wire.statuses()).containsExactly(200, 200, 200);
      assertThat(wire.output().split("Connection: close", -1)).hasSize(2);
      assertThat(wire.output().indexOf("Connection: close"))
          .isGreaterThan(wire.output().lastIndexOf("HTTP/1.1 200"));
      assertThat(wire.lingered()).isTrue();
    }
  }

  @Test
  void theLimitOfRequestsLingersBecauseTheClientMaySendMore() {
    Limits one = Limits.DEFAULT.sharedWorker(1, Duration.ofSeconds(5));
    try (Wire wire = wire(one)) {
      wire.receive(GET);

      assertThat(wire.lingered()).isTrue();
      wire.endOfStream();
      assertThat(wire.next()).isEqualTo(Next.CLOSE);
    }
  }

  @Test
  void drainMakesTheNextAnswerTheLast() {
    try (Wire wire = wire(Limits.DEFAULT)) {
      wire.receive(GET);
      wire.connection.drain();
      assertThat(wire.connection.isIdle()).isTrue();

      wire.receive(GET);
      assertThat(wire.statuses()).containsExactly(200, 200);
      assertThat(wire.output()).contains("Connection: close");
      assertThat(wire.next()).isEqualTo(Next.CLOSE);
      assertThat(wire.lingered()).isFalse();
    }
  }

  @Test
  void idleIsWhenNothingOfARequestIsThere() {
    try (Wire wire = wire(Limits.DEFAULT)) {
      assertThat(wire.connection.isIdle()).isTrue();
      wire.receive("G");
      assertThat(wire.connection.isIdle()).isFalse();
      wire.receive(GET.substring(1));
      assertThat(wire.connection.isIdle()).isTrue();
      wire.receive("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n");
      assertThat(wire.connection.isIdle()).isFalse();
      wire.receive("x\r\n");
      assertThat(wire.connection.isIdle()).isTrue();
    }
  }

  @Test
  void aHandlerThatThrowsIsAnswered500() {
    try (Wire wire =
        new Wire(
            Limits.DEFAULT,
            request -> {
              throw new IllegalStateException("secret");
            })) {
      wire.receive(GET + GET);

      assertThat(wire.statuses()).containsExactly(500);
      assertThat(wire.output()).contains("Connection: close").doesNotContain("secret");
      assertThat(wire.tally.refused).isEmpty();
      assertThat(wire.lingered()).isTrue();
    }
  }

  @Test
  void anAnswerTooLargeForAnyBufferIs500() {
    java.nio.ByteBuffer huge = java.nio.ByteBuffer.allocate(BufferPool.LARGEST);
    try (Wire wire = new Wire(Limits.DEFAULT, request -> Response.of(200, "a/b", huge))) {
      wire.receive(GET);

      assertThat(wire.statuses()).containsExactly(500);
    }
  }

  @Test
  void closeGivesBackWhatIsHeldAndMayBeRepeated() {
    Wire wire = wire(Limits.DEFAULT);
    wire.receive("GET / HT");
    assertThat(wire.pool.lent()).isEqualTo(1);

    wire.connection.close();
    assertThat(wire.pool.lent()).isZero();
    wire.close();
  }

  @Test
  void aStepOutOfTurnIsRefused() {
    try (CountingPool pool = new CountingPool()) {
      HttpConnection connection =
          new HttpConnection(Limits.DEFAULT, pool, ConnectionObserver.NONE, 0);

      assertThatThrownBy(() -> connection.sent(1, 0)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(connection::output).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(connection::request).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> connection.respond(Response.text(200, ""), 0))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void nothingThereAfterAllGivesTheBufferBack() {
    try (Wire wire = wire(Limits.DEFAULT)) {
      wire.connection.input();
      assertThat(wire.pool.lent()).isEqualTo(1);

      assertThat(wire.connection.received(0, 0)).isEqualTo(Next.READ);
      assertThat(wire.pool.lent()).isZero();
    }
  }
}
