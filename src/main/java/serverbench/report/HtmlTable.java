package serverbench.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import serverbench.results.FlagMarks;
import serverbench.results.ForkResult;
import serverbench.results.ModelInfo;
import serverbench.results.RunFolder;
import serverbench.results.Summary;

/** Tables with a row a model. The page's script makes them sort, filter and copy. */
final class HtmlTable {

  private HtmlTable() {}

  static String modelAnchor(ModelInfo model) {
    return "model-" + RunFolder.plain(model.name());
  }

  static String results(ResultTable table) {
    StringBuilder out = new StringBuilder(opening("Results of " + table.point().title()));
    for (Column column : table.columns()) {
      out.append(heading(column));
    }
    out.append("</tr></thead><tbody>\n");
    for (ResultTable.Row row : table.rows()) {
      Summary summary = row.summary();
      out.append(rowOf(summary.model()));
      for (Column column : table.columns()) {
        Cell cell = row.cell(column);
        out.append(
            switch (column) {
              case MODEL -> modelCell(summary.model());
              case FLAGS -> flagCell(summary, table.marks());
              default -> cell(cell, column.align() == Column.Align.RIGHT);
            });
      }
      out.append("</tr>\n");
    }
    return out.append("</tbody></table></div></div>\n").toString();
  }

  /** The rows of the grid are those of the models. */
  static String grid(Grid grid, List<ModelInfo> models) {
    StringBuilder out = new StringBuilder(opening(grid.title()));
    for (int i = 0; i < grid.headings().size(); i++) {
      out.append("<th scope=\"col\" class=\"").append(i == 0 ? "left" : "right").append("\">");
      out.append(Html.escaped(grid.headings().get(i))).append("</th>");
    }
    out.append("</tr></thead><tbody>\n");
    for (int i = 0; i < grid.rows().size(); i++) {
      out.append(rowOf(models.get(i))).append(modelCell(models.get(i)));
      grid.rows().get(i).stream().skip(1).forEach(cell -> out.append(cell(cell, true)));
      out.append("</tr>\n");
    }
    return out.append("</tbody></table></div></div>\n").toString();
  }

  private static String opening(String label) {
    return "<div class=\"results-box\">"
        + Html.scrolling(label)
        + "<table class=\"results\" data-title=\""
        + Html.escaped(label)
        + "\"><thead><tr>";
  }

  private static String heading(Column column) {
    String unit =
        column.unit().isEmpty()
            ? ""
            : " <span class=\"unit\">" + Html.escaped(column.unit()) + "</span>";
    return "<th scope=\"col\" class=\""
        + lower(column.align().name())
        + "\" title=\""
        + Html.escaped(column.explanation())
        + "\">"
        + Html.escaped(column.what())
        + unit
        + "</th>";
  }

  private static String rowOf(ModelInfo model) {
    return "<tr data-model=\""
        + Html.escaped(model.name())
        + "\" data-family=\""
        + Html.escaped(model.family())
        + "\">";
  }

  private static String modelCell(ModelInfo model) {
    return "<th scope=\"row\" class=\"left\" data-family=\""
        + Html.escaped(model.family())
        + "\"><a href=\"#"
        + Html.escaped(modelAnchor(model))
        + "\">"
        + Html.escaped(model.label())
        + "</a></th>";
  }

  private static String cell(Cell cell, boolean right) {
    String tone = cell.tone() == Cell.Tone.NORMAL ? "" : " " + lower(cell.tone().name());
    String value = Double.isNaN(cell.value()) ? "" : " data-value=\"" + cell.value() + "\"";
    return "<td class=\""
        + (right ? "right" : "left")
        + tone
        + "\""
        + value
        + ">"
        + Html.escaped(cell.text())
        + "</td>";
  }

  /** A mark for each rule that was broken; it explains itself. */
  static String flagCell(Summary summary, FlagMarks marks) {
    StringBuilder out = new StringBuilder("<td class=\"left doubtful\">");
    for (FlagMarks.Entry entry : marks.legendOf(List.of(summary))) {
      String reasons =
          summary.flags().stream()
              .filter(flag -> flag.rule().equals(entry.rule()))
              .map(ForkResult.Flag::reason)
              .distinct()
              .collect(Collectors.joining("; "));
      String tip = entry.rule() + ": " + entry.meaning() + " (" + reasons + ")";
      out.append("<button type=\"button\" class=\"flag\" title=\"").append(Html.escaped(tip));
      out.append("\">").append(Html.escaped(entry.mark())).append("</button> ");
    }
    return out.append("</td>").toString();
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
