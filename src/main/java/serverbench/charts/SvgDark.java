package serverbench.charts;

import java.awt.Color;
import java.util.Comparator;

/**
 * Lets an SVG follow the page around it into the dark: a style sheet inside of the picture that
 * overrules the colours of paper, ink and grid, which Batik writes as attributes.
 */
final class SvgDark {

  private SvgDark() {}

  static String css() {
    StringBuilder css = new StringBuilder("@media (prefers-color-scheme: dark) {\n");
    ChartStyle.ON_DARK.entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().getRGB()))
        .forEach(
            entry -> {
              for (String attribute : new String[] {"fill", "stroke"}) {
                css.append(rule(attribute, entry.getKey(), entry.getValue()));
              }
            });
    return css.append("}\n").toString();
  }

  private static String rule(String attribute, Color from, Color to) {
    return "[%s='%s'] { %s: #%06x }\n"
        .formatted(attribute, asBatikWrites(from), attribute, to.getRGB() & 0xFFFFFF);
  }

  private static String asBatikWrites(Color color) {
    return color.equals(Color.WHITE)
        ? "white"
        : "rgb(%d,%d,%d)".formatted(color.getRed(), color.getGreen(), color.getBlue());
  }
}
