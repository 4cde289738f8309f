package serverbench.charts;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.ValueTick;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * The axis of HdrHistogram's plots: every further nine takes the same room. A percentile p stands
 * at 1/(1 - p/100).
 */
@SuppressWarnings("serial")
final class PercentileAxis extends LogAxis {

  PercentileAxis(String label) {
    super(label);
  }

  static double positionOf(double percentile) {
    return 1 / (1 - percentile / 100);
  }

  @Override
  public List<ValueTick> refreshTicks(
      Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
    List<ValueTick> ticks = new ArrayList<>();
    String[] labels = {"0 %", "90 %", "99 %", "99.9 %", "99.99 %", "99.999 %", "99.9999 %"};
    for (int nines = 0; nines < labels.length; nines++) {
      double at = Math.pow(10, nines);
      if (getRange().contains(at)) {
        ticks.add(new NumberTick(at, labels[nines], TextAnchor.TOP_CENTER, TextAnchor.CENTER, 0));
      }
    }
    return ticks;
  }
}
