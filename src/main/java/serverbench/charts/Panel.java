package serverbench.charts;

import java.awt.Color;
import java.awt.Shape;
import java.util.List;
import org.jfree.chart.plot.XYPlot;

/**
 * One of several small plots in a picture.
 *
 * @param title over it; empty when it needs none
 * @param plot with axes of its own
 * @param labels right of the plot, each at the height of the end of its line where there is room
 */
record Panel(String title, XYPlot plot, List<EndLabel> labels) {

  /**
   * The name of a line, where it ends.
   *
   * @param text in the ink's colour
   * @param color of the line
   * @param marker of the line
   * @param x where the line ends
   * @param y where the line ends
   */
  record EndLabel(String text, Color color, Shape marker, double x, double y) {}
}
