package serverbench.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Stroke;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import serverbench.results.ModelInfo;

/** How every chart looks: colours, fonts, sizes. Nothing else in this package names a colour. */
final class ChartStyle {

  /** Width of a chart in points; the PNG has twice as many pixels. */
  static final int WIDTH = 960;

  /** Height that one model needs. */
  static final int ROW_HEIGHT = 26;

  static final Color BACKGROUND = Color.WHITE;
  static final Color INK = new Color(0x1F2328);
  static final Color SOFT_INK = new Color(0x59636E);
  static final Color GRID = new Color(0xE3E6EA);
  static final Color ALARM = new Color(0xB3261E);

  /** What stands for which in an SVG that is shown in a dark page; the families stay. */
  static final Map<Color, Color> ON_DARK =
      Map.of(
          BACKGROUND, new Color(0x1C2025),
          INK, new Color(0xE6E9ED),
          SOFT_INK, new Color(0xA2ABB5),
          GRID, new Color(0x363D45),
          ALARM, new Color(0xFF8A80));

  /** The logical family: every JDK and every browser maps it to a sans-serif font that it has. */
  private static final String FONT_FAMILY = Font.SANS_SERIF;

  static final Font TITLE = new Font(FONT_FAMILY, Font.BOLD, 18);
  static final Font SUBTITLE = new Font(FONT_FAMILY, Font.PLAIN, 12);
  static final Font LABEL = new Font(FONT_FAMILY, Font.PLAIN, 12);
  static final Font SMALL = new Font(FONT_FAMILY, Font.PLAIN, 11);

  static final Stroke THIN = new BasicStroke(1f);
  static final Stroke WHISKER = new BasicStroke(1.4f);

  /** Okabe and Ito's palette, told apart with every common kind of colour blindness. */
  private static final Map<String, Color> FAMILIES = new LinkedHashMap<>();

  static {
    FAMILIES.put("BASIC", new Color(0x0072B2));
    FAMILIES.put("MULTIPLEXING", new Color(0xE69F00));
    FAMILIES.put("ARCHITECTURE", new Color(0x009E73));
    FAMILIES.put("MODERN", new Color(0xCC79A7));
  }

  private static final Color OTHER_FAMILY = new Color(0x7F7F7F);

  private ChartStyle() {}

  /** The family's colour, a lighter shade of it for a variant. */
  static Color colorOf(ModelInfo model) {
    Color family = FAMILIES.getOrDefault(model.family(), OTHER_FAMILY);
    return isVariant(model) ? shade(family) : family;
  }

  static boolean isVariant(ModelInfo model) {
    return model.name().contains(":");
  }

  /** Nearer to the background, far enough from it to be seen. */
  static Color shade(Color color) {
    return new Color(
        mix(color.getRed(), BACKGROUND.getRed()),
        mix(color.getGreen(), BACKGROUND.getGreen()),
        mix(color.getBlue(), BACKGROUND.getBlue()));
  }

  private static int mix(int color, int background) {
    return Math.round(color * 0.58f + background * 0.42f);
  }

  /** "MULTIPLEXING" as people read it. */
  static String titleOf(String family) {
    return family.isEmpty()
        ? family
        : family.charAt(0) + family.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static JFreeChart chart(String title, String subtitle, CategoryPlot plot) {
    JFreeChart chart = new JFreeChart(title, TITLE, plot, false);
    chart.setBackgroundPaint(BACKGROUND);
    chart.setPadding(new RectangleInsets(14, 14, 12, 18));
    chart.getTitle().setPaint(INK);
    chart.getTitle().setHorizontalAlignment(HorizontalAlignment.LEFT);
    chart.addSubtitle(line(subtitle, SUBTITLE, SOFT_INK, RectangleEdge.TOP));
    return chart;
  }

  /** A line under the plot; long ones wrap. */
  static TextTitle caption(String text, Color color) {
    return line(text, SMALL, color, RectangleEdge.BOTTOM);
  }

  private static TextTitle line(String text, Font font, Color color, RectangleEdge edge) {
    TextTitle line = new TextTitle(text, font);
    line.setPaint(color);
    line.setPosition(edge);
    line.setHorizontalAlignment(HorizontalAlignment.LEFT);
    line.setTextAlignment(HorizontalAlignment.LEFT);
    line.setPadding(new RectangleInsets(3, 0, 1, 0));
    return line;
  }

  static LegendTitle legend(CategoryPlot plot) {
    LegendTitle legend = new LegendTitle(plot);
    legend.setItemFont(LABEL);
    legend.setItemPaint(INK);
    legend.setFrame(BlockBorder.NONE);
    legend.setPosition(RectangleEdge.TOP);
    legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
    legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 14));
    return legend;
  }

  static void apply(CategoryPlot plot) {
    plot.setBackgroundPaint(BACKGROUND);
    plot.setOutlineVisible(false);
    plot.setRangeGridlinePaint(GRID);
    plot.setRangeGridlineStroke(THIN);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
  }

  static void apply(CategoryAxis axis) {
    axis.setTickLabelFont(LABEL);
    axis.setTickLabelPaint(INK);
    axis.setAxisLinePaint(SOFT_INK);
    axis.setTickMarksVisible(false);
    axis.setLowerMargin(0.004);
    axis.setUpperMargin(0.004);
    axis.setCategoryMargin(0.25);
    axis.setMaximumCategoryLabelWidthRatio(0.4f);
  }

  static void apply(ValueAxis axis) {
    axis.setLabelFont(LABEL);
    axis.setLabelPaint(INK);
    axis.setTickLabelFont(LABEL);
    axis.setTickLabelPaint(SOFT_INK);
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
  }
}
