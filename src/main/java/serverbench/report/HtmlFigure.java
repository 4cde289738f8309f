package serverbench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collection;

/**
 * A picture, and what takes its place where scripts run. In print and without scripts the picture
 * stays.
 */
final class HtmlFigure {

  private HtmlFigure() {}

  /** A picture that nothing replaces; nothing when its file is missing. */
  static String still(String label, String picture, Path charts) throws IOException {
    String image = image(label, picture, charts);
    return image.isEmpty() ? "" : "<figure>" + image + "</figure>\n";
  }

  /**
   * @param picture name of the file without ending
   * @param live ids of the interactive charts that replace it
   */
  static String live(String label, String picture, Collection<String> live, Path charts)
      throws IOException {
    StringBuilder out = new StringBuilder("<figure class=\"replaceable\">\n<div class=\"still\">");
    out.append(image(label, picture, charts)).append("</div>\n");
    for (String id : live) {
      out.append("<div class=\"live\" data-chart=\"").append(Html.escaped(id));
      out.append("\" hidden></div>\n");
    }
    return out.append("</figure>\n").toString();
  }

  /** As an image, not inline: the ids inside of two pictures would clash. */
  private static String image(String label, String picture, Path charts) throws IOException {
    Path svg = charts.resolve(picture + ".svg");
    if (!Files.isRegularFile(svg)) {
      return "";
    }
    return Html.scrolling(label)
        + "<img alt=\""
        + Html.escaped(label)
        + "\" src=\"data:image/svg+xml;base64,"
        + Base64.getEncoder().encodeToString(Files.readAllBytes(svg))
        + "\"></div>";
  }
}
