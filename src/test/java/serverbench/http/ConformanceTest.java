package serverbench.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serverbench.http.Cases.Case;
import serverbench.http.Cases.Then;
import serverbench.http.HttpConnection.Next;

class ConformanceTest {

  static List<Case> cases() {
    return Cases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isAnsweredAsTheRuleSays(Case rule) {
    try (Wire wire = new Wire(Limits.DEFAULT, request -> Response.text(200, "answer\n"))) {
      wire.receive(rule.stream());

      assertThat(wire.statuses()).isEqualTo(rule.statuses());
      assertThat(wire.tally.encoded).isEqualTo(rule.statuses());
      assertThat(wire.tally.refused)
          .isEqualTo(rule.statuses().stream().filter(status -> status >= 400).toList());
      assertThat(wire.next()).isEqualTo(rule.then() == Then.CLOSE ? Next.CLOSE : Next.READ);
      assertThat(wire.lingered()).isEqualTo(rule.then() == Then.LINGER);
      assertThat(wire.output().contains("Connection: close\r\n"))
          .isEqualTo(rule.then() != Then.OPEN);
      if (rule.stream().startsWith("HEAD ") && rule.statuses().size() == 1) {
        assertThat(wire.output()).as("an answer to HEAD has no body").endsWith("\r\n\r\n");
      }
      assertThat(wire.pool.lent()).as("buffers held after everything was answered").isZero();
    }
  }
}
