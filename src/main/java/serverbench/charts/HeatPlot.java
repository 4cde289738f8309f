package serverbench.charts;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.PlotState;
import serverbench.results.ModelInfo;
import serverbench.results.Score;

/** Draws the heat map: slanted headings, a row a model, and below what 100 percent was. */
@SuppressWarnings("serial")
final class HeatPlot extends Plot {

  private static final double LABEL_WIDTH = 230;

  /** Room on the right for the last heading, which leans over its column. */
  private static final double LEANING_WIDTH = 60;

  private static final double LEAST_COLUMN_WIDTH = 62;
  private static final double CELL_MARGIN = 5;
  private static final double HEADING_HEIGHT = 118;
  private static final double HEADING_ANGLE = -Math.PI / 4.2;
  private static final double FOOT_HEIGHT = 44;
  private static final double ROW_HEIGHT = 22;
  private static final double FAMILY_WIDTH = 5;

  private final ChartStyle style;
  private final transient List<ModelInfo> models;
  private final transient List<Score> scores;
  private final transient List<List<HeatMap.Square>> squares;
  private final double columnWidth;

  HeatPlot(
      ChartStyle style,
      List<ModelInfo> models,
      List<Score> scores,
      List<List<HeatMap.Square>> squares) {
    this.style = style;
    this.models = models;
    this.scores = scores;
    this.squares = squares;
    this.columnWidth = columnWidth(squares);
    setBackgroundPaint(style.background());
    setOutlineVisible(false);
  }

  /** As wide as the figure with the most flags needs. */
  private static double columnWidth(List<List<HeatMap.Square>> squares) {
    FontRenderContext exact = new FontRenderContext(null, true, true);
    double widest =
        squares.stream()
            .flatMap(List::stream)
            .mapToDouble(s -> fontOf(s).getStringBounds(s.text(), exact).getWidth())
            .max()
            .orElse(0);
    return Math.max(LEAST_COLUMN_WIDTH, Math.ceil(widest + 2 * CELL_MARGIN));
  }

  private static Font fontOf(HeatMap.Square square) {
    return square.best() ? ChartStyle.SMALL_BOLD : ChartStyle.SMALL;
  }

  int width() {
    return (int) (LABEL_WIDTH + LEANING_WIDTH + scores.size() * columnWidth);
  }

  int height() {
    return (int) (HEADING_HEIGHT + FOOT_HEIGHT + ROW_HEIGHT * models.size());
  }

  @Override
  public String getPlotType() {
    return "heat map";
  }

  @Override
  public LegendItemCollection getLegendItems() {
    return Rows.families(style, models);
  }

  @Override
  public void draw(
      Graphics2D graphics,
      Rectangle2D area,
      Point2D anchor,
      PlotState parentState,
      PlotRenderingInfo info) {
    double left = area.getX() + LABEL_WIDTH;
    double top = area.getY() + HEADING_HEIGHT;
    for (int column = 0; column < scores.size(); column++) {
      heading(graphics, scores.get(column), left + (column + 0.5) * columnWidth, top - 6);
    }
    for (int row = 0; row < models.size(); row++) {
      double y = top + row * ROW_HEIGHT;
      label(graphics, models.get(row), left, y);
      for (int column = 0; column < scores.size(); column++) {
        Rectangle2D cell =
            new Rectangle2D.Double(
                left + column * columnWidth + 1, y + 1, columnWidth - 2, ROW_HEIGHT - 2);
        square(graphics, squares.get(row).get(column), cell);
      }
    }
    foot(graphics, left, top + models.size() * ROW_HEIGHT);
    if (info != null) {
      info.setPlotArea(area);
      info.setDataArea(
          new Rectangle2D.Double(left - 4, top, area.getMaxX() - left, area.getMaxY() - top));
    }
  }

  private void heading(Graphics2D graphics, Score score, double x, double y) {
    AffineTransform before = graphics.getTransform();
    graphics.translate(x, y);
    graphics.rotate(HEADING_ANGLE);
    graphics.setFont(ChartStyle.LABEL);
    graphics.setPaint(style.ink());
    graphics.drawString(score.title(), 0, 0);
    graphics.setFont(ChartStyle.SMALL);
    graphics.setPaint(style.softInk());
    graphics.drawString(shortMeasure(score), 14, 13);
    graphics.setTransform(before);
  }

  private static String shortMeasure(Score score) {
    return score.measure().startsWith("highest rate") ? "rate at p99 ≤ 10 ms" : score.measure();
  }

  private void label(Graphics2D graphics, ModelInfo model, double left, double y) {
    graphics.setFont(ChartStyle.LABEL);
    graphics.setPaint(style.ink());
    String text = Rows.keyOf(model);
    int width = graphics.getFontMetrics().stringWidth(text);
    graphics.drawString(text, (float) (left - width - 9), (float) (y + ROW_HEIGHT / 2 + 4.5));
    graphics.setPaint(style.colorOf(model));
    graphics.fill(
        new Rectangle2D.Double(left - FAMILY_WIDTH - 1, y + 2, FAMILY_WIDTH - 1, ROW_HEIGHT - 4));
  }

  private void square(Graphics2D graphics, HeatMap.Square square, Rectangle2D cell) {
    double share = square.share().orElse(0);
    graphics.setPaint(square.share().isPresent() ? style.heat(share) : style.background());
    graphics.fill(cell);
    graphics.setFont(fontOf(square));
    graphics.setPaint(square.share().isPresent() ? style.onHeat(share) : style.softInk());
    centred(graphics, square.text(), cell.getCenterX(), cell.getCenterY() + 4);
  }

  /** What the best of each column was. */
  private void foot(Graphics2D graphics, double left, double y) {
    graphics.setFont(ChartStyle.SMALL);
    graphics.setPaint(style.softInk());
    FontMetrics metrics = graphics.getFontMetrics();
    String label = "100 percent is";
    graphics.drawString(label, (float) (left - metrics.stringWidth(label) - 9), (float) y + 16);
    for (int column = 0; column < scores.size(); column++) {
      Score score = scores.get(column);
      double x = left + (column + 0.5) * columnWidth;
      if (score.best().isPresent()) {
        centred(graphics, Numbers.threeDigits(score.best().getAsDouble()), x, y + 16);
        centred(graphics, score.unit(), x, y + 30);
      }
    }
  }

  private static void centred(Graphics2D graphics, String text, double x, double y) {
    int width = graphics.getFontMetrics().stringWidth(text);
    graphics.drawString(text, (float) (x - width / 2.0), (float) y);
  }
}
