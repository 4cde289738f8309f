package serverbench.charts;

import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.List;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.PlotState;
import org.jfree.chart.ui.RectangleEdge;

/** Small multiples: several plots in rows and columns, each line named at its end. */
@SuppressWarnings("serial")
final class PanelGrid extends Plot {

  private static final double GAP = 18;
  private static final double TITLE_HEIGHT = 22;
  private static final double LABEL_HEIGHT = 14;
  private static final double LEADER = 14;

  private final ChartStyle style;
  private final transient List<Panel> panels;
  private final int columns;
  private final double labelWidth;
  private final transient LegendItemCollection legend;

  /**
   * @param columns of panels, filled row by row
   * @param labelWidth room right of each plot for the names of its lines
   */
  PanelGrid(
      ChartStyle style,
      List<Panel> panels,
      int columns,
      double labelWidth,
      LegendItemCollection legend) {
    this.style = style;
    this.panels = List.copyOf(panels);
    this.columns = columns;
    this.labelWidth = labelWidth;
    this.legend = legend;
    setBackgroundPaint(style.background());
    setOutlineVisible(false);
  }

  List<Panel> panels() {
    return panels;
  }

  @Override
  public String getPlotType() {
    return "small multiples";
  }

  @Override
  public LegendItemCollection getLegendItems() {
    return legend;
  }

  @Override
  public void draw(
      Graphics2D graphics,
      Rectangle2D area,
      Point2D anchor,
      PlotState parentState,
      PlotRenderingInfo info) {
    int rows = (panels.size() + columns - 1) / columns;
    double width = (area.getWidth() - GAP * (columns - 1)) / columns;
    double height = (area.getHeight() - GAP * (rows - 1)) / rows;
    for (int i = 0; i < panels.size(); i++) {
      double x = area.getX() + (i % columns) * (width + GAP);
      double y = area.getY() + (i / columns) * (height + GAP);
      draw(graphics, panels.get(i), new Rectangle2D.Double(x, y, width, height));
    }
    if (info != null) {
      info.setPlotArea(area);
      info.setDataArea(area);
    }
  }

  private void draw(Graphics2D graphics, Panel panel, Rectangle2D cell) {
    double titleHeight = panel.title().isEmpty() ? 0 : TITLE_HEIGHT;
    if (titleHeight > 0) {
      graphics.setFont(ChartStyle.PANEL_TITLE);
      graphics.setPaint(style.ink());
      graphics.drawString(panel.title(), (float) cell.getX() + 6, (float) cell.getY() + 14);
    }
    Rectangle2D area =
        new Rectangle2D.Double(
            cell.getX(),
            cell.getY() + titleHeight,
            cell.getWidth() - labelWidth,
            cell.getHeight() - titleHeight);
    PlotRenderingInfo info = new PlotRenderingInfo(null);
    panel.plot().draw(graphics, area, null, null, info);
    label(graphics, panel, info.getDataArea());
  }

  /** Names of lines that end close together are spread, each tied to its end by a thin line. */
  private void label(Graphics2D graphics, Panel panel, Rectangle2D plot) {
    List<Panel.EndLabel> labels =
        panel.labels().stream()
            .sorted(Comparator.comparingDouble(label -> y(panel, label, plot)))
            .toList();
    double[] wanted = labels.stream().mapToDouble(label -> y(panel, label, plot)).toArray();
    double[] heights =
        Spread.apart(wanted, LABEL_HEIGHT, plot.getMinY() + LABEL_HEIGHT / 2, plot.getMaxY());
    graphics.setFont(ChartStyle.SMALL);
    for (int i = 0; i < labels.size(); i++) {
      Panel.EndLabel label = labels.get(i);
      double end =
          panel.plot().getDomainAxis().valueToJava2D(label.x(), plot, RectangleEdge.BOTTOM);
      double x = plot.getMaxX() + LEADER;
      graphics.setStroke(ChartStyle.THIN);
      graphics.setPaint(style.faded());
      graphics.draw(new Line2D.Double(end + 5, wanted[i], x - 1, heights[i]));
      graphics.setPaint(label.color());
      graphics.fill(
          AffineTransform.getTranslateInstance(x + 5, heights[i])
              .createTransformedShape(label.marker()));
      graphics.setPaint(style.ink());
      graphics.drawString(label.text(), (float) x + 13, (float) heights[i] + 4);
    }
  }

  private static double y(Panel panel, Panel.EndLabel label, Rectangle2D plot) {
    return panel.plot().getRangeAxis().valueToJava2D(label.y(), plot, RectangleEdge.LEFT);
  }
}
