package serverbench.charts;

import org.jfree.chart.JFreeChart;

/**
 * A chart with the size that it needs.
 *
 * @param name of its files, without ending
 * @param chart to draw
 * @param width in points
 * @param height in points
 */
record Picture(String name, JFreeChart chart, int width, int height) {}
