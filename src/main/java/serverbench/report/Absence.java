package serverbench.report;

import serverbench.results.Summary;

/** What stands in place of a number. */
final class Absence {

  private Absence() {}

  static Cell of(Summary summary) {
    if (summary.notApplicable().isPresent()) {
      return Cell.text("n/a").in(Cell.Tone.QUIET);
    }
    return summary.missing()
        ? Cell.text("not run").in(Cell.Tone.QUIET)
        : Cell.text("failed").in(Cell.Tone.BAD);
  }
}
