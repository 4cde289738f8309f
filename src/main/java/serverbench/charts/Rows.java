package serverbench.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.CategoryTextAnnotation;
import org.jfree.chart.axis.CategoryAnchor;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.ui.TextAnchor;
import serverbench.results.Families;
import serverbench.results.ModelInfo;
import serverbench.results.Summary;

/** What charts with one row a model have in common: row labels, family colours, words in a row. */
final class Rows {

  private static final Shape SQUARE = new Rectangle2D.Double(-5, -5, 10, 10);

  private Rows() {}

  /** "10 epoll", "10 epoll:et", "11 kqueue (epoll translation)": the row's key and label. */
  static String keyOf(Summary summary) {
    return keyOf(summary.model());
  }

  static String keyOf(ModelInfo model) {
    return model.standsBeside() ? model.label() : model.number() + "  " + model.label();
  }

  static List<String> keysOf(List<Summary> summaries) {
    return summaries.stream().map(Rows::keyOf).toList();
  }

  static CategoryAxis axis(ChartStyle style) {
    CategoryAxis axis = new CategoryAxis();
    style.apply(axis);
    return axis;
  }

  /** Of a plot with one axis. */
  static int plotHeight(int rows) {
    return 50 + Math.max(rows, 2) * ChartStyle.ROW_HEIGHT;
  }

  /** One entry a family that has a model, and one that explains the lighter shade. */
  static LegendItemCollection families(ChartStyle style, List<ModelInfo> models) {
    LegendItemCollection items = new LegendItemCollection();
    for (String family : Families.of(models).keySet()) {
      items.add(square(Families.shortTitleOf(family), style.familyColor(family)));
    }
    if (models.stream().anyMatch(ModelInfo::namesVariant)) {
      items.add(square("lighter: variant", style.shade(style.softInk())));
    }
    return items;
  }

  private static LegendItem square(String label, Color color) {
    return new LegendItem(label, null, null, null, SQUARE, color, new BasicStroke(0f), color);
  }

  /** Words in a row that begin at a value of the axis. */
  static void write(CategoryPlot plot, Summary summary, double at, String text, Color color) {
    CategoryTextAnnotation words = new CategoryTextAnnotation(text, keyOf(summary), at);
    words.setFont(ChartStyle.SMALL);
    words.setPaint(color);
    words.setCategoryAnchor(CategoryAnchor.MIDDLE);
    words.setTextAnchor(TextAnchor.CENTER_LEFT);
    plot.addAnnotation(words);
  }
}
