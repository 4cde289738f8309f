package serverbench.report;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import serverbench.results.Families;
import serverbench.results.ModelInfo;

/** What stands around the content of every page: nothing of it is loaded from anywhere. */
final class HtmlPage {

  /** The browser is told too that nothing may be loaded. */
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; \
      style-src 'unsafe-inline'; script-src 'unsafe-inline'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <link rel="icon" href="data:,">
      """;

  private static final String FOOT =
      """
      <div id="tip" role="tooltip" hidden></div>
      <div id="said" class="unseen" aria-live="polite"></div>
      """;

  private HtmlPage() {}

  static String opening(String title) throws IOException {
    return HEAD
        + "<title>"
        + Html.escaped(title)
        + "</title>\n<style>\n"
        + Embedded.style()
        + "</style>\n</head>\n<body>\n";
  }

  /** Links and the filter of the models; both stay while the page scrolls. */
  static String bar(String links, Collection<ModelInfo> models) {
    return "<div class=\"bar\">\n<nav aria-label=\"Sections\">\n"
        + links
        + "</nav>\n"
        + filter(models)
        + "</div>\n";
  }

  /** Shown by the script only, which adds what it filters by. */
  private static String filter(Collection<ModelInfo> models) {
    StringBuilder out =
        new StringBuilder(
            """
            <form id="filter" class="filter" role="search" hidden>
            <label>Models <input type="search" id="filter-text" placeholder="epoll fiber ..." \
            autocomplete="off" spellcheck="false"></label>
            <span class="families">
            """);
    for (String family : Families.of(models).keySet()) {
      out.append("<label data-family=\"").append(Html.escaped(family));
      out.append("\"><input type=\"checkbox\" checked value=\"").append(Html.escaped(family));
      out.append("\"> ").append(Html.escaped(Families.shortTitleOf(family))).append("</label>\n");
    }
    return out.append("</span>\n<output id=\"filter-count\"></output>\n</form>\n").toString();
  }

  static String link(String anchor, String text) {
    return "<a href=\"#" + Html.escaped(anchor) + "\">" + Html.escaped(text) + "</a>\n";
  }

  /** Of a page with tables only. */
  static String closing() throws IOException {
    return FOOT + "<script>\n" + Embedded.tableScripts() + "</script>\n</body>\n</html>\n";
  }

  /** Of a page that draws, too. */
  static String closing(Map<String, ChartData.Chart> live) throws IOException {
    return FOOT
        + "<script type=\"application/json\" id=\"chart-data\">"
        + ChartData.json(live)
        + "</script>\n<script>\n"
        + Embedded.chartLibrary()
        + "</script>\n<script>\n"
        + Embedded.tableScripts()
        + Embedded.chartScript()
        + "</script>\n</body>\n</html>\n";
  }
}
