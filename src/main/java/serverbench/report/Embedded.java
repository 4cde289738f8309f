package serverbench.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** What the page carries inside of itself: its own style and scripts, and the chart library. */
final class Embedded {

  private static final String WEBJAR = "/META-INF/resources/webjars/uplot/";
  private static final String WEBJAR_VERSION =
      "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

  private Embedded() {}

  static String style() throws IOException {
    return uPlot("dist/uPlot.min.css") + "\n" + own("report.css");
  }

  /** What makes tables sort, filter and explain themselves. */
  static String tableScripts() throws IOException {
    return own("tips.js") + own("tables.js");
  }

  /** What draws; needs the chart library and the tables' scripts before it. */
  static String chartScript() throws IOException {
    return own("charts.js");
  }

  /** The chart library with its licence, whose text must go where the code goes. */
  static String chartLibrary() throws IOException {
    return "/*! uPlot "
        + uPlotVersion()
        + "\n"
        + uPlot("LICENSE").replace("*/", "* /")
        + "*/\n"
        + uPlot("dist/uPlot.iife.min.js");
  }

  private static String uPlot(String file) throws IOException {
    return text(WEBJAR + uPlotVersion() + "/" + file);
  }

  /** From the jar itself, so that the version stands in one place: the build. */
  private static String uPlotVersion() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = open(WEBJAR_VERSION)) {
      properties.load(in);
    }
    return properties.getProperty("version");
  }

  private static String own(String file) throws IOException {
    return text("/serverbench/report/" + file);
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = open(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream in = Embedded.class.getResourceAsStream(resource);
    if (in == null) {
      throw new IOException("the jar has no " + resource);
    }
    return in;
  }
}
