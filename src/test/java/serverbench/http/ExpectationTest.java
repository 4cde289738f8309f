package serverbench.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** RFC 9110 section 10.1.1. */
class ExpectationTest {

  private static final String HEAD =
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-Continue\r\n\r\n";

  private static Wire wire() {
    return new Wire(Limits.DEFAULT, request -> Response.text(200, "answer\n"));
  }

  @Test
  void theClientIsToldToContinueBeforeItSendsTheBody() {
    try (Wire wire = wire()) {
      wire.receive(HEAD);
      assertThat(wire.output()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      assertThat(wire.tally.encoded).isEmpty();

      wire.receive("h").receive("i");
      assertThat(wire.statuses()).containsExactly(100, 200);
      assertThat(wire.tally.encoded).containsExactly(200);
    }
  }

  @Test
  void itIsToldSoOnlyOnceForEachRequest() {
    try (Wire wire = wire()) {
      wire.trickle(HEAD + "hi" + HEAD + "hi");

      assertThat(wire.statuses()).containsExactly(100, 200, 100, 200);
    }
  }

  @Test
  void aBodyThatHasBegunNeedsNoInvitation() {
    try (Wire wire = wire()) {
      wire.receive(HEAD + "h").receive("i");

      assertThat(wire.statuses()).containsExactly(200);
    }
  }

  @Test
  void theInvitationLeavesWithTheAnswersBefore() {
    try (Wire wire = wire()) {
      wire.receive("GET / HTTP/1.1\r\nHost: a\r\n\r\n" + HEAD);

      assertThat(wire.statuses()).containsExactly(200, 100);
      assertThat(wire.sends()).hasSize(1);
    }
  }

  @Test
  void chunkedBodiesAreInvitedToo() {
    try (Wire wire = wire()) {
      wire.receive(HEAD.replace("Content-Length: 2", "Transfer-Encoding: chunked"));
      wire.receive("2\r\nhi\r\n0\r\n\r\n");

      assertThat(wire.statuses()).containsExactly(100, 200);
    }
  }
}
