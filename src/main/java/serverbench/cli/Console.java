package serverbench.cli;

import java.io.PrintStream;
import serverbench.bench.Progress;
import serverbench.bench.SilentProgress;
import serverbench.report.TerminalTable.Style;

/**
 * Where a command writes, and what is at the other end.
 *
 * @param out what was asked for: tables, JSON, the READY line
 * @param err progress and complaints
 * @param columns width to which tables are laid out
 * @param style whether {@code out} understands escape sequences
 * @param live whether {@code err} is a terminal, where a line can be drawn over
 * @param answers whether somebody can be asked a question
 */
record Console(
    PrintStream out, PrintStream err, int columns, Style style, boolean live, boolean answers) {

  private static final String COLUMNS = "serverbench.columns";
  private static final int COLUMNS_WITHOUT_TERMINAL = 120;

  /** The process's own streams; run-bench.sh passes on what it knows of them. */
  static Console ofProcess() {
    java.io.Console terminal = System.console();
    return new Console(
        System.out,
        System.err,
        Integer.getInteger(COLUMNS, COLUMNS_WITHOUT_TERMINAL),
        styleOfOut(),
        Boolean.getBoolean("serverbench.live"),
        terminal != null && terminal.isTerminal());
  }

  /** What people watch while something measures; nothing when they want quiet. */
  Progress progress(boolean quiet) {
    if (quiet) {
      return new SilentProgress();
    }
    return live
        ? new LiveProgress(err, columns, Stopwatch.CLOCK)
        : new LogProgress(err, Stopwatch.CLOCK);
  }

  /** Plain where the script saw no terminal, or where somebody asks for it (no-color.org). */
  private static Style styleOfOut() {
    String noColor = System.getenv("NO_COLOR");
    boolean wanted = noColor == null || noColor.isEmpty();
    return wanted && System.getProperty(COLUMNS) != null ? Style.ANSI : Style.PLAIN;
  }
}
