package serverbench.report;

import serverbench.report.TerminalTable.Style;

/**
 * How text stands out on a terminal.
 *
 * @param style whether it understands escape sequences
 */
record Ink(Style style) {

  /** Louder or quieter, as the tone is. */
  String painted(String text, Cell.Tone tone) {
    return switch (tone) {
      case NORMAL -> text;
      case QUIET -> styled(text, "2");
      case GOOD -> styled(text, "32");
      case DOUBTFUL -> styled(text, "33");
      case BAD -> styled(text, "31");
    };
  }

  String bold(String text) {
    return styled(text, "1");
  }

  private String styled(String text, String code) {
    return style == Style.PLAIN || text.isBlank() ? text : "\033[" + code + "m" + text + "\033[0m";
  }

  /** As every locale can show it. */
  static String ascii(String text) {
    return text.replace("≥", ">=")
        .replace("±", "+-")
        .replace("µ", "u")
        .replace("…", "...")
        .replace("–", "-");
  }
}
