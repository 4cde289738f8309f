package serverbench.report;

import java.util.List;
import serverbench.results.Finding;
import serverbench.results.RunSummary;

/** The first thing on the page: who is best at what, what that costs, and how sure it is. */
final class HtmlSummary {

  private HtmlSummary() {}

  static String section(RunSummary run) {
    StringBuilder out = new StringBuilder("<section id=\"summary\"><h2>In short</h2>\n");
    for (String sentence : InWords.sentences(run)) {
      out.append(Html.paragraph("sentence", sentence));
    }
    out.append("<dl class=\"verdicts\">\n");
    for (Finding finding : Finding.all(run)) {
      out.append(verdict(Verdict.of(finding)));
    }
    return out.append("</dl>\n</section>\n").toString();
  }

  private static String verdict(Verdict verdict) {
    StringBuilder out = new StringBuilder("<div class=\"verdict\"><dt>");
    out.append(Html.escaped(verdict.work())).append("</dt>\n<dd>");
    out.append("<strong>").append(Html.escaped(verdict.best())).append("</strong>");
    List<String> lines =
        List.of(
            verdict.behind(),
            verdict.cost().isEmpty() ? "" : "Cost: " + verdict.cost(),
            verdict.certainty().isEmpty() ? "" : "How sure: " + verdict.certainty());
    for (String line : lines) {
      if (!line.isEmpty()) {
        out.append("<span>").append(Html.escaped(line)).append("</span>");
      }
    }
    return out.append("</dd></div>\n").toString();
  }
}
