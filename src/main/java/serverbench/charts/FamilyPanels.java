package serverbench.charts;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import serverbench.results.Caveats;
import serverbench.results.Families;
import serverbench.results.FlagMarks;
import serverbench.results.ModelInfo;
import serverbench.results.PointSummary;
import serverbench.results.RunFolder;
import serverbench.results.RunSummary;
import serverbench.results.Summary;
import serverbench.results.WorkloadInfo;

/**
 * Small multiples of a workload with several points: a panel a family, its models in colour, the
 * others faint behind them, all panels on the same axes.
 */
final class FamilyPanels {

  static final int LABEL_WIDTH = 158;
  private static final int PANEL_HEIGHT = 270;

  /**
   * One thing to draw against the load.
   *
   * @param label of the y axis; stands in the title of the panel, where there is room for it
   * @param x of a point
   * @param y of a point, or NaN where there is nothing to draw
   * @param axis makes the y axis for values up to the second argument, from the first
   */
  record Measure(
      String label, Function<Summary, Double> x, ToDoubleFunction<Summary> y, AxisKind axis) {}

  enum AxisKind {
    FROM_ZERO,
    LOGARITHMIC
  }

  private FamilyPanels() {}

  /**
   * @param measures one column of panels each; one measure alone fills two columns
   */
  static Picture of(
      ChartStyle style,
      RunSummary run,
      WorkloadInfo workload,
      String name,
      String title,
      String xLabel,
      List<Measure> measures,
      List<String> captions) {
    List<PointSummary> points = run.pointsOf(workload);
    List<Panel> panels = new ArrayList<>();
    List<ModelInfo> models = drawn(run.run().models(), points);
    for (String family : Families.of(models).keySet()) {
      for (Measure measure : measures) {
        List<Line> lines = lines(models, points, measure, run.marks());
        panels.add(panel(style, family, measure, lines, xLabel));
      }
    }
    int columns = Math.min(2, panels.size());
    int rows = (panels.size() + columns - 1) / columns;
    List<Summary> all = points.stream().flatMap(p -> p.summaries().stream()).toList();
    return new Frame(style, run)
        .around(
            name + "-" + RunFolder.plain(workload.name()),
            title + ": " + workload.name(),
            workload.description(),
            new PanelGrid(style, panels, columns, LABEL_WIDTH, Rows.families(style, models)),
            ChartStyle.WIDTH,
            rows * PANEL_HEIGHT,
            rules(all.stream()),
            Caveats.of(all),
            captions,
            List.of());
  }

  /** Those whose families ran under this workload; all, where nothing came of any. */
  private static List<ModelInfo> drawn(List<ModelInfo> models, List<PointSummary> points) {
    Set<String> families =
        models.stream()
            .filter(m -> points.stream().anyMatch(p -> p.of(m.name()).orElseThrow().measured()))
            .map(Families::nameOf)
            .collect(Collectors.toSet());
    return families.isEmpty()
        ? models
        : models.stream().filter(m -> families.contains(Families.nameOf(m))).toList();
  }

  private static Panel panel(
      ChartStyle style, String family, Measure measure, List<Line> lines, String xLabel) {
    Predicate<Line> ofFamily = line -> family.equals(Families.nameOf(line.model()));
    return LinePlot.panel(
        style,
        Families.shortTitleOf(family) + ": " + measure.label(),
        lines.stream().filter(ofFamily).toList(),
        lines.stream().filter(ofFamily.negate()).toList(),
        xAxis(style, xLabel, lines),
        yAxis(style, measure, lines),
        LinePlot.Marks.EACH_POINT);
  }

  private static List<Line> lines(
      List<ModelInfo> models, List<PointSummary> points, Measure measure, FlagMarks marks) {
    List<Line> lines = new ArrayList<>();
    for (ModelInfo model : models) {
      List<Line.Point> line = new ArrayList<>();
      for (PointSummary point : points) {
        Summary summary = point.of(model.name()).orElseThrow();
        double y = summary.measured() ? measure.y().applyAsDouble(summary) : Double.NaN;
        if (!Double.isNaN(y)) {
          line.add(new Line.Point(measure.x().apply(summary), y));
        }
      }
      line.sort((a, b) -> Double.compare(a.x(), b.x()));
      lines.add(new Line(model, endLabel(model, points, marks), line));
    }
    return lines;
  }

  /** The model with the marks of all its points; where it saturates its line ends anyway. */
  private static String endLabel(ModelInfo model, List<PointSummary> points, FlagMarks marks) {
    String beside = marks.beside(rules(points.stream().flatMap(p -> p.of(model.name()).stream())));
    return beside.isEmpty() ? model.name() : model.name() + "  " + beside;
  }

  private static Set<String> rules(Stream<Summary> summaries) {
    Set<String> rules = new TreeSet<>();
    summaries.forEach(summary -> rules.addAll(summary.rules()));
    rules.remove(Summary.SATURATED);
    return rules;
  }

  private static ValueAxis xAxis(ChartStyle style, String label, List<Line> lines) {
    OneTwoFiveAxis axis = new OneTwoFiveAxis(label);
    style.apply(axis);
    double lowest = all(lines).mapToDouble(Line.Point::x).min().orElse(1);
    double highest = all(lines).mapToDouble(Line.Point::x).max().orElse(10);
    double end = Math.max(highest, lowest * 2);
    double margin = Math.pow(end / lowest, 0.04);
    axis.setRange(lowest / margin, end * margin);
    return axis;
  }

  private static ValueAxis yAxis(ChartStyle style, Measure measure, List<Line> lines) {
    double lowest = all(lines).mapToDouble(Line.Point::y).min().orElse(1);
    double highest = all(lines).mapToDouble(Line.Point::y).max().orElse(10);
    if (measure.axis() == AxisKind.LOGARITHMIC) {
      OneTwoFiveAxis axis = new OneTwoFiveAxis(null);
      style.apply(axis);
      double end = Math.max(highest, lowest * 2);
      double margin = Math.pow(end / lowest, 0.06);
      axis.setRange(lowest / margin, end * margin);
      return axis;
    }
    NumberAxis axis = new NumberAxis(null);
    style.apply(axis);
    axis.setNumberFormatOverride(Numbers.tick());
    axis.setRange(0, highest > 0 ? highest * 1.08 : 1);
    return axis;
  }

  private static Stream<Line.Point> all(List<Line> lines) {
    return lines.stream().flatMap(line -> line.points().stream());
  }
}
