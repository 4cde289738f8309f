package serverbench.charts;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.annotations.CategoryTextAnnotation;
import org.jfree.chart.axis.CategoryAnchor;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.ui.TextAnchor;
import serverbench.results.ModelInfo;
import serverbench.results.Summary;

/** What charts with one row a model have in common: row labels, family colours, words in a row. */
final class Rows {

  private static final Shape SQUARE = new Rectangle2D.Double(-5, -5, 10, 10);

  private Rows() {}

  /** "10 epoll", "10 epoll:et", "11 kqueue (epoll translation)": the row's key and label. */
  static String keyOf(Summary summary) {
    return summary.model().number() + "  " + summary.label();
  }

  static CategoryAxis axis() {
    CategoryAxis axis = new CategoryAxis();
    ChartStyle.apply(axis);
    return axis;
  }

  /** Of the plot and what stands around it. */
  static int height(int rows, int linesAround) {
    return 190 + Math.max(rows, 2) * ChartStyle.ROW_HEIGHT + linesAround * 18;
  }

  /** One entry a family that has a row, and one that explains the lighter shade. */
  static LegendItemCollection families(List<Summary> summaries) {
    Map<String, Color> colors = new LinkedHashMap<>();
    boolean variants = false;
    for (Summary summary : summaries) {
      ModelInfo model = summary.model();
      variants |= ChartStyle.isVariant(model);
      colors.putIfAbsent(String.valueOf(model.family()), familyColorOf(model));
    }
    LegendItemCollection items = new LegendItemCollection();
    colors.forEach((family, color) -> items.add(square(ChartStyle.titleOf(family), color)));
    if (variants) {
      items.add(square("lighter: variant", ChartStyle.shade(ChartStyle.SOFT_INK)));
    }
    return items;
  }

  private static Color familyColorOf(ModelInfo model) {
    return ChartStyle.colorOf(
        new ModelInfo("", model.number(), model.family(), "", null, null, Map.of()));
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
