package serverbench.charts;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.ValueTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * A horizontal logarithmic axis with ticks at 1, 2 and 5 times the powers of ten, so that a range
 * of less than a decade has labels too; where they would touch, at fewer.
 */
@SuppressWarnings("serial")
final class OneTwoFiveAxis extends LogAxis {

  private static final double[] STEPS = {1, 2, 5};
  private static final List<double[]> DENSEST_FIRST =
      List.of(STEPS, new double[] {1, 3}, new double[] {1});

  /** For ranges of much less than a decade. */
  private static final double[] BETWEEN = {1, 1.5, 2, 3, 4, 5, 7};

  private static final int FEW = 6;
  private static final double GAP = 8;

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
    List<ValueTick> ticks = ticks(BETWEEN, edge);
    if (ticks.size() <= FEW && fit(ticks, graphics, area, edge)) {
      return ticks;
    }
    for (double[] steps : DENSEST_FIRST) {
      ticks = ticks(steps, edge);
      if (fit(ticks, graphics, area, edge)) {
        break;
      }
    }
    return ticks;
  }

  private List<ValueTick> ticks(double[] steps, RectangleEdge edge) {
    DecimalFormat format = Numbers.tick();
    TextAnchor anchor =
        RectangleEdge.isLeftOrRight(edge) ? TextAnchor.CENTER_RIGHT : TextAnchor.TOP_CENTER;
    double low = getRange().getLowerBound();
    double high = getRange().getUpperBound();
    if (!(low > 0 && Double.isFinite(high))) {
      throw new IllegalStateException("no logarithmic axis goes from " + low + " to " + high);
    }
    List<ValueTick> ticks = new ArrayList<>();
    int first = (int) Math.floor(Math.log10(low));
    for (int exponent = first; Math.pow(10, exponent) <= high * 1.0001; exponent++) {
      for (double step : steps) {
        double value = step * Math.pow(10, exponent);
        if (value >= low * 0.9999 && value <= high * 1.0001) {
          ticks.add(new NumberTick(value, format.format(value), anchor, TextAnchor.CENTER, 0));
        }
      }
    }
    return ticks;
  }

  /** Whether neighbours leave each other room. */
  private boolean fit(
      List<ValueTick> ticks, Graphics2D graphics, Rectangle2D area, RectangleEdge edge) {
    FontMetrics metrics = graphics.getFontMetrics(getTickLabelFont());
    boolean vertical = RectangleEdge.isLeftOrRight(edge);
    for (int i = 1; i < ticks.size(); i++) {
      double distance = Math.abs(at(ticks.get(i), area, edge) - at(ticks.get(i - 1), area, edge));
      double room =
          vertical
              ? metrics.getHeight()
              : (width(ticks.get(i), metrics) + width(ticks.get(i - 1), metrics)) / 2 + GAP;
      if (distance < room) {
        return false;
      }
    }
    return true;
  }

  private double at(ValueTick tick, Rectangle2D area, RectangleEdge edge) {
    return valueToJava2D(tick.getValue(), area, edge);
  }

  private static double width(ValueTick tick, FontMetrics metrics) {
    return metrics.stringWidth(tick.getText());
  }
}
