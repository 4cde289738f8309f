package serverbench.report;

/**
 * One cell of a table.
 *
 * @param text as every renderer shows it, unescaped; empty when there is nothing to say
 * @param value to sort by; NaN for text
 * @param tone how loud it is
 */
record Cell(String text, double value, Tone tone) {

  static final Cell EMPTY = new Cell("", Double.NaN, Tone.NORMAL);

  /** What a reader should feel before reading. */
  enum Tone {
    NORMAL,
    /** Less important than the rest. */
    QUIET,
    /** Better than what it is compared with. */
    GOOD,
    /** Flagged: do not trust it without the legend. */
    DOUBTFUL,
    /** Something failed. */
    BAD
  }

  static Cell text(String text) {
    return new Cell(text, Double.NaN, Tone.NORMAL);
  }

  static Cell number(String text, double value) {
    return new Cell(text, value, Tone.NORMAL);
  }

  Cell in(Tone tone) {
    return new Cell(text, value, tone);
  }
}
