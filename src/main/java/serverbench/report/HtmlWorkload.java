package serverbench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import serverbench.results.ForkResult;
import serverbench.results.RunFolder;
import serverbench.results.WorkloadInfo;

/** The part of the page about one workload: pictures, table, what the marks mean. */
final class HtmlWorkload {

  /** Pictures in the order in which they are shown, if they are there. */
  private static final List<String> PICTURES = List.of("throughput", "latency");

  private HtmlWorkload() {}

  static String section(ResultTable table, Path charts) throws IOException {
    WorkloadInfo workload = table.workload();
    StringBuilder out = new StringBuilder();
    out.append("<section id=\"").append(anchor(workload)).append("\">\n<h2>");
    out.append(Html.escaped(workload.name())).append("</h2>\n");
    out.append(
        Html.paragraph(
            "lead",
            workload.description()
                + " ("
                + workload.loop()
                + " loop, "
                + workload.connections()
                + " connections, "
                + workload.path()
                + ")"));
    table.caveats().forEach(caveat -> out.append(Html.paragraph("caveat", caveat)));
    out.append(table(table));
    out.append(Html.list("legend", table.legend()));
    out.append(flagReasons(table));
    for (String picture : PICTURES) {
      out.append(figure(picture, workload, charts));
    }
    return out.append("</section>\n").toString();
  }

  static String anchor(WorkloadInfo workload) {
    return "workload-" + RunFolder.plain(workload.name());
  }

  private static String table(ResultTable table) {
    String label = "Results of " + table.workload().name();
    StringBuilder out = new StringBuilder(Html.scrolling(label));
    out.append("<table class=\"results\"><thead><tr>");
    for (Column column : table.columns()) {
      out.append("<th scope=\"col\" class=\"").append(side(column)).append("\" title=\"");
      out.append(Html.escaped(column.explanation())).append("\">");
      out.append(Html.escaped(column.what()));
      if (!column.unit().isEmpty()) {
        out.append(" <span class=\"unit\">").append(Html.escaped(column.unit())).append("</span>");
      }
      out.append("</th>");
    }
    out.append("</tr></thead><tbody>\n");
    for (ResultTable.Row row : table.rows()) {
      out.append("<tr>");
      table.columns().forEach(column -> out.append(cell(row, column)));
      out.append("</tr>\n");
    }
    return out.append("</tbody></table></div>\n").toString();
  }

  private static String cell(ResultTable.Row row, Column column) {
    Cell cell = row.cell(column);
    boolean head = column == Column.MODEL;
    String tag = head ? "th scope=\"row\"" : "td";
    String tone = cell.tone() == Cell.Tone.NORMAL ? "" : " " + lower(cell.tone().name());
    String value =
        Double.isNaN(cell.value()) ? "" : " data-value=\"" + Double.toString(cell.value()) + "\"";
    String family =
        head ? " data-family=\"" + Html.escaped(row.summary().model().family()) + "\"" : "";
    return "<"
        + tag
        + " class=\""
        + side(column)
        + tone
        + "\""
        + value
        + family
        + ">"
        + Html.escaped(cell.text())
        + (head ? "</th>" : "</td>");
  }

  /** The figures behind every flag. */
  private static String flagReasons(ResultTable table) {
    List<List<String>> rows = new ArrayList<>();
    for (ResultTable.Row row : table.rows()) {
      for (ForkResult.Flag flag : row.summary().flags()) {
        rows.add(List.of(row.summary().label(), flag.rule(), flag.reason()));
      }
    }
    if (rows.isEmpty()) {
      return "";
    }
    return "<details><summary>Why numbers are flagged ("
        + rows.size()
        + ")</summary>\n"
        + Html.table("Reasons of flags", List.of("model", "rule", "reason"), rows)
        + "</details>\n";
  }

  /** As an image, not inline: the ids inside of two pictures would clash. */
  private static String figure(String picture, WorkloadInfo workload, Path charts)
      throws IOException {
    Path svg = charts.resolve(picture + "-" + RunFolder.plain(workload.name()) + ".svg");
    if (!Files.isRegularFile(svg)) {
      return "";
    }
    String label = picture + " by model, " + workload.name();
    return "<figure>"
        + Html.scrolling(label)
        + "<img alt=\""
        + Html.escaped(label)
        + "\" src=\"data:image/svg+xml;base64,"
        + Base64.getEncoder().encodeToString(Files.readAllBytes(svg))
        + "\"></div></figure>\n";
  }

  private static String side(Column column) {
    return lower(column.align().name());
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
