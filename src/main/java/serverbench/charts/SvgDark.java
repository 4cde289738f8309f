package serverbench.charts;

import java.awt.Color;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Lets an SVG follow the page around it into the dark: a style sheet inside of the picture that
 * overrules the colours that differ there, which Batik writes as attributes.
 */
final class SvgDark {

  private static final String[] ATTRIBUTES = {"fill", "stroke"};

  private SvgDark() {}

  /** Rules for the colours that the picture has. */
  static String css(Element root) {
    Set<String> used = used(root);
    StringBuilder css = new StringBuilder("@media (prefers-color-scheme: dark) {\n");
    ChartStyle.onDark().entrySet().stream()
        .filter(entry -> used.contains(asBatikWrites(entry.getKey())))
        .sorted(Comparator.comparing(entry -> entry.getKey().getRGB()))
        .forEach(entry -> css.append(rules(entry)));
    return css.append("}\n").toString();
  }

  private static Set<String> used(Element root) {
    Set<String> used = new HashSet<>();
    NodeList all = root.getElementsByTagName("*");
    for (int i = -1; i < all.getLength(); i++) {
      Element element = i < 0 ? root : (Element) all.item(i);
      for (String attribute : ATTRIBUTES) {
        used.add(element.getAttribute(attribute));
      }
    }
    return used;
  }

  private static String rules(Map.Entry<Color, Color> entry) {
    StringBuilder rules = new StringBuilder();
    for (String attribute : ATTRIBUTES) {
      rules.append(
          "[%s='%s'] { %s: #%06x }\n"
              .formatted(
                  attribute,
                  asBatikWrites(entry.getKey()),
                  attribute,
                  entry.getValue().getRGB() & 0xFFFFFF));
    }
    return rules.toString();
  }

  private static String asBatikWrites(Color color) {
    return color.equals(Color.WHITE)
        ? "white"
        : "rgb(%d,%d,%d)".formatted(color.getRed(), color.getGreen(), color.getBlue());
  }
}
