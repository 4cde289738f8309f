package serverbench.charts;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.ValueTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * A horizontal logarithmic axis with ticks at 1, 2 and 5 times the powers of ten, so that a range
 * of less than a decade has labels too; over many decades only at the powers.
 */
@SuppressWarnings("serial")
final class OneTwoFiveAxis extends LogAxis {

  private static final double[] STEPS = {1, 2, 5};
  private static final double MANY_DECADES = 5;

  OneTwoFiveAxis(String label) {
    super(label);
  }

  /** The largest tick at or below a positive value. */
  static double notAbove(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    double found = power;
    for (double step : STEPS) {
      if (step * power <= value) {
        found = step * power;
      }
    }
    return found;
  }

  /** The smallest tick at or above a positive value. */
  static double notBelow(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    for (double step : STEPS) {
      if (step * power >= value) {
        return step * power;
      }
    }
    return 10 * power;
  }

  @Override
  public List<ValueTick> refreshTicks(
      Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    DecimalFormat format =
        new DecimalFormat("#,##0.###", DecimalFormatSymbols.getInstance(Locale.ROOT));
    double low = getRange().getLowerBound();
    double high = getRange().getUpperBound();
    boolean many = Math.log10(high / low) > MANY_DECADES;
    List<ValueTick> ticks = new ArrayList<>();
    int first = (int) Math.floor(Math.log10(low));
    for (int exponent = first; Math.pow(10, exponent) <= high * 1.0001; exponent++) {
      for (double step : many ? new double[] {1} : STEPS) {
        double value = step * Math.pow(10, exponent);
        if (value >= low * 0.9999 && value <= high * 1.0001) {
          ticks.add(
              new NumberTick(
                  value, format.format(value), TextAnchor.TOP_CENTER, TextAnchor.CENTER, 0));
        }
      }
    }
    return ticks;
  }
}
