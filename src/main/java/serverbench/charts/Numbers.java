package serverbench.charts;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers on charts, the same in every locale. */
final class Numbers {

  private Numbers() {}

  /** "98,222". */
  static DecimalFormat whole() {
    return format("#,##0");
  }

  /** "0.05", "1", "20,000": as many digits as an axis of 1, 2, 5 needs. */
  static DecimalFormat tick() {
    return format("#,##0.###");
  }

  /** Three digits that matter: "0.583", "5.83", "98,222". */
  static String threeDigits(double value) {
    double size = Math.abs(value);
    String pattern =
        size >= 99.95 ? "#,##0" : size >= 9.995 ? "0.0" : size >= 0.9995 ? "0.00" : "0.000";
    return format(pattern).format(value);
  }

  private static DecimalFormat format(String pattern) {
    return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
  }
}
