package serverbench.report;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;

/** Numbers as people read them, the same in every table and every locale. */
final class Figures {

  private Figures() {}

  /** "98,222". */
  static String whole(double value) {
    return format("#,##0", value);
  }

  /** The same as a cell; empty when there is no number. */
  static Cell whole(OptionalDouble value) {
    return value.isPresent()
        ? Cell.number(whole(value.getAsDouble()), value.getAsDouble())
        : Cell.EMPTY;
  }

  /** Three significant digits where there is a fraction: "0.583", "5.83", "58.3", "583". */
  static String threeDigits(double value) {
    double size = Math.abs(value);
    if (size >= 99.95) {
      return whole(value);
    }
    return format(size >= 9.995 ? "0.0" : size >= 0.9995 ? "0.00" : "0.000", value);
  }

  static Cell threeDigits(OptionalDouble value) {
    return value.isPresent()
        ? Cell.number(threeDigits(value.getAsDouble()), value.getAsDouble())
        : Cell.EMPTY;
  }

  /** "1.4", "12". */
  static String percent(double value) {
    return format(value < 9.95 ? "0.0" : "#,##0", value);
  }

  /** "78" for 78.8: what is promised as the least is never rounded up. */
  static String atLeastPercent(double value) {
    return percent(value < 10 ? Math.floor(value * 10 + 1e-9) / 10 : Math.floor(value + 1e-9));
  }

  /** "22 min 35 s", "3 h 2 min". */
  static String duration(Duration duration) {
    long seconds = Math.max(0, Math.round(duration.toMillis() / 1e3));
    if (seconds >= 3600) {
      return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
    return seconds >= 60 ? seconds / 60 + " min " + seconds % 60 + " s" : seconds + " s";
  }

  /** "23.4 GiB". */
  static String gibibytes(long bytes) {
    return format("0.0", bytes / (double) (1L << 30)) + " GiB";
  }

  private static String format(String pattern, double value) {
    return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
  }
}
