package serverbench.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serverbench.http.Cases.Case;

/** The same bytes have the same outcome, in whatever pieces they come. */
class DifferentialTest {

  static Stream<Case> shortCases() {
    return Cases.all().stream().filter(rule -> rule.stream().length() < 2_000);
  }

  static Stream<Case> longCases() {
    return Cases.all().stream().filter(rule -> rule.stream().length() >= 2_000);
  }

  @ParameterizedTest
  @MethodSource("shortCases")
  void splitAtEveryPosition(Case rule) {
    Outcome whole = whole(rule.stream());
    for (int at = 1; at < rule.stream().length(); at++) {
      assertThat(inPieces(rule.stream(), at)).as("split at %d", at).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @MethodSource("shortCases")
  void byteByByteInAndOut(Case rule) {
    try (Wire wire = Outcome.echoing().sendingAtMost(1)) {
      wire.trickle(rule.stream());

      assertThat(Outcome.of(wire)).isEqualTo(whole(rule.stream()));
    }
  }

  @ParameterizedTest
  @MethodSource("longCases")
  void longStreamsInRandomPieces(Case rule) {
    Random random = new Random(rule.name().hashCode());
    Outcome whole = whole(rule.stream());
    for (int round = 0; round < 20; round++) {
      assertThat(inRandomPieces(rule.stream(), random, 5_000)).isEqualTo(whole);
    }
  }

  @Test
  void mutatedStreamsInRandomPieces() {
    Random random = new Random(20);
    Mutations mutations = new Mutations(random);
    for (int round = 0; round < 20_000; round++) {
      String stream = mutations.next();

      assertThat(inRandomPieces(stream, random, 12)).as(stream).isEqualTo(whole(stream));
    }
  }

  @Test
  void largeBodiesGrowAndShrinkTheBuffer() {
    String data = "0123456789abcdef".repeat(4_096);
    StringBuilder chunks = new StringBuilder("POST /echo HTTP/1.1\r\nHost: a\r\n");
    chunks.append("Transfer-Encoding: chunked\r\n\r\n");
    for (int size = 1; size <= 4_096; size = size * 2 + 1) {
      chunks.append(Integer.toHexString(size)).append("\r\n").append(data, 0, size).append("\r\n");
    }
    chunks.append("0\r\n\r\n");
    String length =
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: " + data.length() + "\r\n\r\n";
    String stream = chunks + length + data + chunks + length + data;
    Outcome whole = whole(stream);
    Random random = new Random(21);

    assertThat(whole.requests()).isEqualTo(4);
    assertThat(whole.output()).endsWith(data);
    for (int round = 0; round < 50; round++) {
      assertThat(inRandomPieces(stream, random, 20_000)).isEqualTo(whole);
    }
  }

  private static Outcome whole(String stream) {
    try (Wire wire = Outcome.echoing()) {
      return Outcome.of(wire.receive(stream));
    }
  }

  private static Outcome inPieces(String stream, int at) {
    try (Wire wire = Outcome.echoing()) {
      return Outcome.of(wire.receive(stream.substring(0, at)).receive(stream.substring(at)));
    }
  }

  private static Outcome inRandomPieces(String stream, Random random, int most) {
    try (Wire wire = Outcome.echoing().sendingAtMost(1 + random.nextInt(5_000))) {
      byte[] bytes = stream.getBytes(StandardCharsets.ISO_8859_1);
      int from = 0;
      while (from < bytes.length) {
        int to = Math.min(bytes.length, from + 1 + random.nextInt(most));
        wire.receive(java.util.Arrays.copyOfRange(bytes, from, to));
        from = to;
      }
      return Outcome.of(wire);
    }
  }
}
