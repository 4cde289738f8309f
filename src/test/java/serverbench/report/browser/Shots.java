package serverbench.report.browser;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Screenshots of a report or a comparison, to be looked at: {@code java
 * serverbench.report.browser.Shots PAGE.html FOLDER}, with the test class path.
 */
final class Shots {

  /** What to bring into view before a shot; a place that a page does not have is left out. */
  private static final Map<String, String> PLACES = new LinkedHashMap<>();

  static {
    PLACES.put("top", "h1");
    PLACES.put("summary", "#summary");
    PLACES.put("overview", "#overview");
    PLACES.put("keepalive", "#workload-keepalive");
    PLACES.put("blocking", "#workload-blocking");
    PLACES.put("sweep", "#workload-sweep .live");
    PLACES.put("models", "#models");
    PLACES.put("model", "details.model[open]");
    PLACES.put("environment", "#reproduce");
  }

  private Shots() {}

  public static void main(String[] args) throws Exception {
    Path page = Path.of(args[0]).toAbsolutePath();
    Path folder = Path.of(args[1]);
    try (Chromium chromium = Chromium.start()) {
      for (Page.Scheme scheme : Page.Scheme.values()) {
        for (int width : new int[] {390, 1024, 1920}) {
          try (Page tab = chromium.page(width, 1000, scheme)) {
            tab.open(page);
            shoot(tab, folder, scheme + "-" + width);
            System.out.println(scheme + " " + width + " " + tab.problems());
          }
        }
      }
      try (Page tab = chromium.page(800, 1100, Page.Scheme.LIGHT)) {
        tab.open(page);
        tab.media("print");
        shoot(tab, folder, "print");
      }
    }
  }

  private static void shoot(Page tab, Path folder, String name) throws IOException {
    tab.value("document.documentElement.style.scrollBehavior = 'auto'");
    tab.value("(m => { if (m) m.open = true; })(document.querySelector('#model-epoll'))");
    for (Map.Entry<String, String> place : PLACES.entrySet()) {
      String element = "document.querySelector('" + place.getValue() + "')";
      if (tab.value(element + " !== null").asBoolean()) {
        tab.value(element + ".scrollIntoView()");
        tab.value("new Promise(done => setTimeout(done, 200))");
        tab.screenshot(folder.resolve(name + "-" + place.getKey() + ".png"), false);
      }
    }
  }
}
