package serverbench.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
final class Figures {

  /** "7 s", "2 m 05 s", "1 h 02 m". */
  static String duration(Duration duration) {
    long seconds = (duration.toMillis() + 500) / 1000;
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return String.format(Locale.ROOT, "%d m %02d s", seconds / 60, seconds % 60);
    }
    return String.format(Locale.ROOT, "%d h %02d m", seconds / 3600, seconds % 3600 / 60);
  }

  /** "84,123 requests/s". */
  static String rate(double requestsPerSecond) {
    return String.format(Locale.ROOT, "%,.0f requests/s", requestsPerSecond);
  }

  private Figures() {}
}
