package serverbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 s",
    "499, 0 s",
    "59499, 59 s",
    "59500, 1 m 00 s",
    "125000, 2 m 05 s",
    "3599600, 1 h 00 m",
    "3720000, 1 h 02 m"
  })
  void durationsRoundToWhatIsShown(long millis, String text) {
    assertThat(Figures.duration(Duration.ofMillis(millis))).isEqualTo(text);
  }

  @Test
  void ratesAreWholeAndGrouped() {
    assertThat(Figures.rate(84_123.4)).isEqualTo("84,123 requests/s");
  }
}
