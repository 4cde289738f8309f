package serverbench.report;

import java.util.List;
import serverbench.results.RunSummary;
import serverbench.results.Score;

/** The first thing on the page: who is best at what, what that costs, and how sure it is. */
final class HtmlSummary {

  static final List<String> HEADINGS =
      List.of("for", "best", "with", "what it costs", "behind", "how sure");

  private HtmlSummary() {}

  static String section(RunSummary run) {
    StringBuilder out = new StringBuilder("<section id=\"summary\"><h2>Which model for which work");
    out.append("</h2>\n");
    InWords.choice(run).ifPresent(words -> out.append(Html.paragraph("choice", words)));
    out.append("<table class=\"verdicts\"><thead><tr>");
    HEADINGS.forEach(h -> out.append("<th scope=\"col\">").append(Html.escaped(h)).append("</th>"));
    out.append("</tr></thead><tbody>\n");
    Verdict.all(run).forEach(verdict -> out.append(row(verdict)));
    out.append("</tbody></table>\n");
    out.append(
        Html.list(
            "legend",
            run.marks().legendOf(Score.measured(Score.all(run))).stream()
                .map(entry -> entry.mark() + ": " + entry.meaning())
                .toList()));
    out.append(Html.list("notes", InWords.trust(run)));
    return out.append("</section>\n").toString();
  }

  /** Each cell names its column, for pages too narrow for columns. */
  private static String row(Verdict verdict) {
    List<String> cells = cells(verdict);
    StringBuilder out = new StringBuilder("<tr><th scope=\"row\">");
    out.append(Html.escaped(cells.getFirst())).append("</th>");
    for (int i = 1; i < cells.size(); i++) {
      out.append("<td data-column=\"").append(Html.escaped(HEADINGS.get(i))).append("\"");
      out.append(i == 1 ? " class=\"best\">" : ">");
      out.append(Html.escaped(cells.get(i))).append("</td>");
    }
    return out.append("</tr>\n").toString();
  }

  static List<String> cells(Verdict verdict) {
    return List.of(
        verdict.work(),
        verdict.best(),
        verdict.figure(),
        verdict.cost(),
        verdict.behind(),
        verdict.certainty());
  }
}
