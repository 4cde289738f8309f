package serverbench.charts;

import java.util.HashSet;
import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Text of an SVG was placed by the metrics of this machine's font and is shown in the reader's:
 * what is wider or narrower there must still look right.
 */
final class SvgText {

  /** DejaVu Sans and Verdana are about equally wide; one of them is on most machines. */
  static final String FONT_FAMILIES = "'DejaVu Sans', Verdana, sans-serif";

  private static final double GAP = 5;

  private SvgText() {}

  /**
   * @param plotStart where the bars begin, right of the row labels
   */
  static void adapt(Element root, Picture picture, double plotStart) {
    useFontFamilies(root);
    NodeList all = root.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      useFontFamilies((Element) all.item(i));
    }
    Set<String> rowLabels = new HashSet<>(picture.rowLabels());
    NodeList texts = root.getElementsByTagName("text");
    for (int i = 0; i < texts.getLength(); i++) {
      Element text = (Element) texts.item(i);
      if (rowLabels.contains(text.getTextContent())) {
        // Row labels end where their bars begin, in whatever font.
        text.setAttribute("x", String.valueOf(plotStart - GAP));
        text.setAttribute("text-anchor", "end");
      }
    }
  }

  /** Batik writes the JVM's own names, "Dialog" at the root, which browsers do not know. */
  private static void useFontFamilies(Element element) {
    if (element.hasAttribute("font-family")) {
      element.setAttribute("font-family", FONT_FAMILIES);
    }
  }
}
