package serverbench.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ResponseEncodingTest {

  private static final String REST = " / HTTP/1.1\r\nHost: a\r\n\r\n";

  private static String answer(Response response, String request) {
    try (Wire wire = new Wire(Limits.DEFAULT, ignored -> response)) {
      return wire.receive(request).maskedOutput();
    }
  }

  @Test
  void anAnswerIsExactlyThis() {
    assertThat(answer(Response.text(200, "Hello, World!"), "GET" + REST))
        .isEqualTo(
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nDate: *\r\n"
                + "Content-Length: 13\r\n\r\nHello, World!");
  }

  @Test
  void theAnswerToHeadIsThatToGetWithoutTheBody() {
    Response response = Response.text(404, "nothing here");
    String get = answer(response, "GET" + REST);

    assertThat(answer(response, "HEAD" + REST))
        .isEqualTo(get.substring(0, get.indexOf("\r\n\r\n") + 4));
  }

  @Test
  void anErrorAnswerToHeadHasNoBodyEither() {
    String answer = answer(Response.text(200, ""), "HEAD / HTTP/1.1\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 400 ").endsWith("\r\n\r\n");
    assertThat(answer).contains("Content-Length: 16\r\n");
  }

  @Test
  void noContentHasNoLength() {
    assertThat(answer(Response.empty(204, "Allow: GET\r\n"), "GET" + REST))
        .isEqualTo("HTTP/1.1 204 No Content\r\nAllow: GET\r\nDate: *\r\n\r\n");
  }

  @Test
  void anHttp10ClientIsToldThatItsConnectionIsKept() {
    assertThat(answer(Response.text(200, ""), "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("\r\nConnection: keep-alive\r\n");
  }

  @Test
  void errorAnswersAreSmallTexts() {
    assertThat(answer(Response.text(200, ""), "\0\r\n"))
        .isEqualTo(
            "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nDate: *\r\n"
                + "Content-Length: 16\r\nConnection: close\r\n\r\n400 Bad Request\n");
  }

  @Test
  void aBodyIsSentFromItsPositionToItsLimitAndStaysAsItWas() {
    ByteBuffer body = ByteBuffer.wrap("0123456789".getBytes(StandardCharsets.US_ASCII));
    body.position(2).limit(7);
    Response response = Response.of(200, "a/b", body);

    assertThat(answer(response, "GET" + REST)).endsWith("\r\nContent-Length: 5\r\n\r\n23456");
    assertThat(answer(response, "GET" + REST)).endsWith("\r\nContent-Length: 5\r\n\r\n23456");
  }

  @Test
  void lengthsAreWrittenInFull() {
    for (int length : new int[] {0, 9, 10, 99, 100, 65_536, 1_000_000, 1 << 20}) {
      Response response = Response.of(200, "a/b", ByteBuffer.allocate(length));

      assertThat(answer(response, "GET" + REST)).contains("\r\nContent-Length: " + length + "\r\n");
    }
  }

  @Test
  void dateIsAnImfFixdateOfNow() {
    try (Wire wire = new Wire(Limits.DEFAULT, ignored -> Response.text(200, ""))) {
      wire.now = System.nanoTime();
      wire.receive("GET" + REST);
      Matcher date =
          Pattern.compile("\r\nDate: (\\w{3}, \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT)\r\n")
              .matcher(wire.output());

      assertThat(date.find()).isTrue();
      Instant sent =
          ZonedDateTime.parse(date.group(1), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      assertThat(Duration.between(sent, Instant.now())).isLessThan(Duration.ofMinutes(1));
    }
  }

  @Test
  void dateIsMadeAnewWhenItsSecondIsOver() {
    long now = System.nanoTime();
    byte[] first = DateHeader.line(now);

    assertThat(DateHeader.line(now - 1)).isSameAs(first);
    assertThat(DateHeader.line(now + 1_000_000_000L)).isNotSameAs(first);
  }

  /** The example of RFC 9110 section 5.6.7, and days of one and two digits in all months. */
  @Test
  void theDateIsAnImfFixdate() {
    assertThat(DateHeader.fixdate(Instant.parse("1994-11-06T08:49:37Z")))
        .isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    DateTimeFormatter ofTheJdk =
        DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    for (int hours = 0; hours < 366 * 24; hours += 7) {
      Instant instant = Instant.parse("2028-01-01T00:00:00Z").plus(Duration.ofHours(hours));
      assertThat(DateHeader.fixdate(instant)).isEqualTo(ofTheJdk.format(instant));
    }
  }
}
