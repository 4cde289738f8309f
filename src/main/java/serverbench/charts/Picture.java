package serverbench.charts;

import java.util.List;
import org.jfree.chart.JFreeChart;

/**
 * A chart with the size that it needs.
 *
 * @param name of its files, without ending
 * @param chart to draw
 * @param width in points
 * @param height in points
 * @param rowLabels texts that end where their rows begin
 */
record Picture(String name, JFreeChart chart, int width, int height, List<String> rowLabels) {}
