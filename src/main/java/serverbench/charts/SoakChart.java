package serverbench.charts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import serverbench.results.Soak;
import serverbench.results.SoakSample;

/** Six small curves over the time of a soak: what a leak would bend upwards, and the traffic. */
public final class SoakChart {

  private static final int COLUMNS = 2;
  private static final int PANEL_HEIGHT = 200;
  private static final int ABOVE = 110;
  private static final double MEBIBYTE = 1 << 20;

  private record Curve(String title, ToDoubleFunction<SoakSample> value) {}

  private static final List<Curve> CURVES =
      List.of(
          new Curve("open files", SoakSample::openFiles),
          new Curve("threads", SoakSample::threads),
          new Curve("resident memory in MiB", s -> s.residentBytes() / MEBIBYTE),
          new Curve(
              "child processes' resident memory in MiB", s -> s.childrenResidentBytes() / MEBIBYTE),
          new Curve("p99 latency in ms", s -> s.p99Micros() / 1e3),
          new Curve("correct answers per second", SoakSample::answers));

  private SoakChart() {}

  /**
   * Draws soak.png, soak-dark.png and soak.svg. Needs a font on the machine.
   *
   * @throws IOException when one cannot be written
   */
  public static void write(Soak soak, Path folder) throws IOException {
    PictureFiles.write(picture(soak, ChartStyle.LIGHT), folder);
    PictureFiles.writeDark(picture(soak, ChartStyle.DARK), folder);
  }

  static Picture picture(Soak soak, ChartStyle style) {
    List<Panel> panels = CURVES.stream().map(curve -> panel(soak, style, curve)).toList();
    int rows = (panels.size() + COLUMNS - 1) / COLUMNS;
    JFreeChart chart =
        style.chart(
            "Soak: " + soak.model(),
            String.format(
                Locale.ROOT,
                "%.1f minutes of good and hostile traffic, %,d correct answers, %,d attacks; %s",
                soak.seconds() / 60,
                soak.answers(),
                soak.attacks(),
                soak.verdict()),
            new PanelGrid(style, panels, COLUMNS, 0, null));
    return new Picture("soak", chart, ChartStyle.WIDTH, ABOVE + rows * PANEL_HEIGHT, List.of());
  }

  private static Panel panel(Soak soak, ChartStyle style, Curve curve) {
    XYSeries series = new XYSeries(curve.title());
    double most = 0;
    for (SoakSample sample : soak.samples()) {
      double value = curve.value().applyAsDouble(sample);
      series.add(sample.seconds() / 60, value);
      most = Math.max(most, value);
    }
    NumberAxis time = new NumberAxis("minutes");
    NumberAxis axis = new NumberAxis(null);
    axis.setNumberFormatOverride(Numbers.tick());
    axis.setRange(0, most > 0 ? most * 1.1 : 1);
    style.apply(time);
    style.apply(axis);
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setSeriesPaint(0, style.familyColor(null));
    renderer.setSeriesStroke(0, ChartStyle.WHISKER);
    XYPlot plot = new XYPlot(new XYSeriesCollection(series), time, axis, renderer);
    style.apply(plot);
    return new Panel(curve.title(), plot, List.of());
  }
}
