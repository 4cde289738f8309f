package serverbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkedTextTest {

  private static final String PAGE =
      """
      # Title
      <!-- published:a -->
      old
      <!-- /published:a -->
      mine
      <!-- published:b --><!-- /published:b -->
      """;

  @Test
  void onlyWhatIsBetweenTheMarksIsReplaced() throws IOException {
    String page = MarkedText.replaced(PAGE, Map.of("a", "$1 new\n", "b", "more\n"));
    assertThat(page)
        .isEqualTo(
            """
            # Title
            <!-- published:a -->
            $1 new
            <!-- /published:a -->
            mine
            <!-- published:b -->
            more
            <!-- /published:b -->
            """);
    assertThat(MarkedText.replaced(page, Map.of("a", "$1 new\n", "b", "more\n"))).isEqualTo(page);
    assertThat(MarkedText.in(page, "a")).isEqualTo("$1 new");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing",
        "<!-- published:a -->",
        "<!-- /published:a --> <!-- published:a -->",
        "<!-- published:a --><!-- published:a --><!-- /published:a -->"
      })
  void aPageWithoutItsPlaceIsRefused(String page) {
    assertThatThrownBy(() -> MarkedText.replaced(page, Map.of("a", "x")))
        .isInstanceOf(IOException.class)
        .hasMessage("needs one <!-- published:a --> and after it one <!-- /published:a -->");
  }
}
