package serverbench.report;

import java.util.List;

/** Pieces of HTML. Every string of a run goes through {@link #escaped}. */
final class Html {

  private Html() {}

  /** Text that stays text, in an element and in a quoted attribute alike. */
  static String escaped(String text) {
    if (text == null) {
      return "";
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  /** {@code <p class="...">text</p>} */
  static String paragraph(String cssClass, String text) {
    return "<p class=\"" + cssClass + "\">" + escaped(text) + "</p>\n";
  }

  /** A list, or nothing when it is empty. */
  static String list(String cssClass, List<String> items) {
    if (items.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder("<ul class=\"" + cssClass + "\">\n");
    items.forEach(item -> out.append("<li>").append(escaped(item)).append("</li>\n"));
    return out.append("</ul>\n").toString();
  }

  /** A table of plain text cells that scrolls by itself where the page is narrow. */
  static String table(String label, List<String> headings, List<List<String>> rows) {
    StringBuilder out = new StringBuilder(scrolling(label)).append("<table><thead><tr>");
    headings.forEach(h -> out.append("<th scope=\"col\">").append(escaped(h)).append("</th>"));
    out.append("</tr></thead><tbody>\n");
    for (List<String> row : rows) {
      out.append("<tr>");
      row.forEach(cell -> out.append("<td>").append(escaped(cell)).append("</td>"));
      out.append("</tr>\n");
    }
    return out.append("</tbody></table></div>\n").toString();
  }

  /** Opens a box that scrolls sideways, by keyboard too. */
  static String scrolling(String label) {
    return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\""
        + escaped(label)
        + "\">\n";
  }
}
