package serverbench.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Stroke;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import serverbench.results.ModelInfo;

/** How every chart looks, on light and on dark paper. Nothing else here names a colour. */
enum ChartStyle {
  LIGHT(0xFFFFFF, 0x1F2328, 0x59636E, 0xE3E6EA, 0xC4CAD1, 0xB3261E),
  DARK(0x1C2025, 0xE6E9ED, 0xA2ABB5, 0x363D45, 0x4B545E, 0xFF8A80);

  /** Width of a chart in points; the PNG has twice as many pixels. */
  static final int WIDTH = 960;

  /** Height that one model needs. */
  static final int ROW_HEIGHT = 26;

  /** The logical family: every JDK and every browser maps it to a sans-serif font that it has. */
  private static final String FONT_FAMILY = Font.SANS_SERIF;

  static final Font TITLE = new Font(FONT_FAMILY, Font.BOLD, 18);
  static final Font PANEL_TITLE = new Font(FONT_FAMILY, Font.BOLD, 13);
  static final Font LABEL = new Font(FONT_FAMILY, Font.PLAIN, 12);
  static final Font SMALL = new Font(FONT_FAMILY, Font.PLAIN, 11);
  static final Font SMALL_BOLD = new Font(FONT_FAMILY, Font.BOLD, 11);

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

  /** Full strength of the heat map; its weakest is the paper. */
  private static final Color HEAT = new Color(0x0072B2);

  private static final int HEAT_STEPS = 50;

  /** Not ink and paper: these change places in the dark, cells of the heat map do not. */
  private static final Color HEAT_INK = new Color(0x15191E);

  private static final Color HEAT_PAPER = new Color(0xFEFEFE);

  private final Color background;
  private final Color ink;
  private final Color softInk;
  private final Color grid;
  private final Color faded;
  private final Color alarm;

  ChartStyle(int background, int ink, int softInk, int grid, int faded, int alarm) {
    this.background = new Color(background);
    this.ink = new Color(ink);
    this.softInk = new Color(softInk);
    this.grid = new Color(grid);
    this.faded = new Color(faded);
    this.alarm = new Color(alarm);
  }

  Color background() {
    return background;
  }

  Color ink() {
    return ink;
  }

  Color softInk() {
    return softInk;
  }

  Color grid() {
    return grid;
  }

  /** Of what is only there to be compared with. */
  Color faded() {
    return faded;
  }

  Color alarm() {
    return alarm;
  }

  /** The family's colour, a lighter shade of it for a variant. */
  Color colorOf(ModelInfo model) {
    Color family = familyColor(model.family());
    return model.namesVariant() ? shade(family) : family;
  }

  Color familyColor(String family) {
    return FAMILIES.getOrDefault(family, OTHER_FAMILY);
  }

  /** Nearer to the background, far enough from it to be seen. */
  Color shade(Color color) {
    return mix(color, 0.58);
  }

  /**
   * Of a cell of the heat map.
   *
   * @param share of the best, 0 to 1
   */
  Color heat(double share) {
    // In steps, so that an SVG can say for each of them what stands for it in the dark.
    double step = Math.round(Math.clamp(share, 0, 1) * HEAT_STEPS) / (double) HEAT_STEPS;
    return mix(HEAT, 0.04 + 0.96 * step);
  }

  /** Of text on such a cell: whatever stands out more. */
  Color onHeat(double share) {
    Color cell = heat(share);
    return contrast(HEAT_INK, cell) > contrast(HEAT_PAPER, cell) ? HEAT_INK : HEAT_PAPER;
  }

  /** As WCAG 2 defines it, 1 to 21. */
  static double contrast(Color one, Color other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(int channel) {
    double c = channel / 255.0;
    return c <= 0.03928 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
  }

  private Color mix(Color color, double share) {
    return new Color(
        mix(color.getRed(), background.getRed(), share),
        mix(color.getGreen(), background.getGreen(), share),
        mix(color.getBlue(), background.getBlue(), share));
  }

  private static int mix(int color, int background, double share) {
    return (int) Math.round(color * share + background * (1 - share));
  }

  /** What stands for which in an SVG of the light style that is shown in a dark page. */
  static Map<Color, Color> onDark() {
    Map<Color, Color> colors = new LinkedHashMap<>();
    colors.put(LIGHT.background, DARK.background);
    colors.put(LIGHT.ink, DARK.ink);
    colors.put(LIGHT.softInk, DARK.softInk);
    colors.put(LIGHT.grid, DARK.grid);
    colors.put(LIGHT.faded, DARK.faded);
    colors.put(LIGHT.alarm, DARK.alarm);
    colors.put(HEAT_INK, HEAT_PAPER);
    for (int step = 0; step <= HEAT_STEPS; step++) {
      double share = step / (double) HEAT_STEPS;
      colors.putIfAbsent(LIGHT.heat(share), DARK.heat(share));
    }
    FAMILIES.values().forEach(color -> colors.putIfAbsent(LIGHT.shade(color), DARK.shade(color)));
    return colors;
  }

  JFreeChart chart(String title, String subtitle, Plot plot) {
    JFreeChart chart = new JFreeChart(title, TITLE, plot, false);
    chart.setBackgroundPaint(background);
    chart.setPadding(new RectangleInsets(14, 14, 12, 18));
    chart.getTitle().setPaint(ink);
    chart.getTitle().setHorizontalAlignment(HorizontalAlignment.LEFT);
    chart.addSubtitle(line(subtitle, LABEL, softInk, RectangleEdge.TOP));
    return chart;
  }

  /** A line under the plot; long ones wrap. */
  TextTitle caption(String text, Color color) {
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

  LegendTitle legend(Plot plot) {
    LegendTitle legend = new LegendTitle(plot);
    legend.setItemFont(LABEL);
    legend.setItemPaint(ink);
    legend.setFrame(BlockBorder.NONE);
    legend.setPosition(RectangleEdge.TOP);
    legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
    legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 14));
    return legend;
  }

  void apply(CategoryPlot plot) {
    plot.setBackgroundPaint(background);
    plot.setOutlineVisible(false);
    plot.setRangeGridlinePaint(grid);
    plot.setRangeGridlineStroke(THIN);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
  }

  void apply(XYPlot plot) {
    plot.setBackgroundPaint(background);
    plot.setOutlineVisible(false);
    plot.setRangeGridlinePaint(grid);
    plot.setRangeGridlineStroke(THIN);
    plot.setDomainGridlinePaint(grid);
    plot.setDomainGridlineStroke(THIN);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    plot.setInsets(RectangleInsets.ZERO_INSETS);
  }

  void apply(CategoryAxis axis) {
    axis.setTickLabelFont(LABEL);
    axis.setTickLabelPaint(ink);
    axis.setAxisLinePaint(softInk);
    axis.setTickMarksVisible(false);
    axis.setLowerMargin(0.004);
    axis.setUpperMargin(0.004);
    axis.setCategoryMargin(0.25);
    axis.setMaximumCategoryLabelWidthRatio(0.4f);
  }

  void apply(ValueAxis axis) {
    axis.setLabelFont(LABEL);
    axis.setLabelPaint(ink);
    axis.setTickLabelFont(SMALL);
    axis.setTickLabelPaint(softInk);
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
  }
}
