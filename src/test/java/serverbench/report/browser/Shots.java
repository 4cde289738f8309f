package serverbench.report.browser;

import java.nio.file.Path;

/**
 * Screenshots of a report, to be looked at: {@code java serverbench.report.browser.Shots
 * REPORT.html FOLDER}, with the test class path.
 */
final class Shots {

  private Shots() {}

  public static void main(String[] args) throws Exception {
    try (Chromium chromium = Chromium.start()) {
      for (Page.Scheme scheme : Page.Scheme.values()) {
        for (int width : new int[] {390, 1024, 1920}) {
          try (Page page = chromium.page(width, 1000, scheme)) {
            page.open(Path.of(args[0]).toAbsolutePath());
            String name = scheme + "-" + width;
            page.screenshot(Path.of(args[1], name + "-top.png"), false);
            page.value(
                "document.querySelector('#workload-keepalive').scrollIntoView({behavior: 'instant'})");
            page.screenshot(Path.of(args[1], name + "-keepalive.png"), false);
            page.value(
                "document.querySelector('#workload-sweep .live').scrollIntoView({behavior: 'instant'})");
            page.screenshot(Path.of(args[1], name + "-sweep.png"), false);
            page.value("document.documentElement.style.scrollBehavior = 'auto'");
            page.value("location.hash = 'model-epoll'");
            page.value("new Promise(done => setTimeout(done, 500))");
            page.screenshot(Path.of(args[1], name + "-model.png"), false);
            System.out.println(name + " " + page.problems() + " " + page.requests().size());
          }
        }
      }
    }
  }
}
