package serverbench.report;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import serverbench.results.Comparison;

/** A comparison as one page that needs no other file and no network. */
final class ComparisonHtml {

  private static final int MOST_CHANGES = 30;

  private ComparisonHtml() {}

  static String render(Comparison comparison) throws IOException {
    ComparisonWords words = new ComparisonWords(comparison);
    StringBuilder out = new StringBuilder(HtmlPage.opening("Two runs compared"));
    out.append("<header>\n<h1>Two runs compared</h1>\n");
    words.runs().forEach(run -> out.append(Html.paragraph("origin", run)));
    if (!comparison.unlike().isEmpty()) {
      out.append("<div class=\"banner\" role=\"alert\">\n");
      comparison.unlike().forEach(sentence -> out.append(Html.paragraph("", sentence)));
      out.append("</div>\n");
    }
    out.append(Html.list("notes", comparison.oneSided())).append("</header>\n");
    out.append(HtmlPage.bar(navigation(comparison), comparison.base().models()));
    out.append("<main>\n<section id=\"changes\"><h2>What changed</h2>\n");
    out.append(Html.list("notes", words.counts()));
    out.append("<h3>By model: the median of its ratios under all workloads</h3>\n");
    out.append(
        HtmlTable.grid(
            ChangesByModel.grid(comparison, ComparisonGrid.Detail.INTERVALS),
            ChangesByModel.models(comparison)));
    out.append("<h3>The largest</h3>\n");
    out.append(Html.list("notes", words.changed(MOST_CHANGES)));
    out.append(Html.list("legend", words.footnotes())).append("</section>\n");
    for (Comparison.Point point : comparison.points()) {
      Grid grid = ComparisonGrid.of(point, ComparisonGrid.Detail.INTERVALS);
      out.append("<section class=\"workload\" id=\"").append(anchor(point)).append("\"><h2>");
      out.append(Html.escaped(grid.title())).append("</h2>\n");
      out.append(HtmlTable.grid(grid, ComparisonGrid.models(point))).append("</section>\n");
    }
    return out.append("</main>\n").append(HtmlPage.closing()).toString();
  }

  /** To the first point of each workload: all of them would fill the screen. */
  private static String navigation(Comparison comparison) {
    StringBuilder out = new StringBuilder(HtmlPage.link("changes", "What changed"));
    Set<String> workloads = new HashSet<>();
    for (Comparison.Point point : comparison.points()) {
      if (workloads.add(point.base().workload().name())) {
        out.append(HtmlPage.link(anchor(point), point.base().workload().name()));
      }
    }
    return out.toString();
  }

  private static String anchor(Comparison.Point point) {
    return "workload-" + point.base().plainName();
  }
}
