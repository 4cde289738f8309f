package serverbench.cli;

import java.io.PrintStream;

/**
 * Where a command writes, and what is at the other end.
 *
 * @param out what was asked for: tables, JSON, the READY line
 * @param err progress and complaints
 * @param columns width to which tables are laid out
 * @param live whether {@code err} is a terminal, where a line can be drawn over
 * @param answers whether somebody can be asked a question
 */
record Console(PrintStream out, PrintStream err, int columns, boolean live, boolean answers) {

  private static final int COLUMNS_WITHOUT_TERMINAL = 120;

  /** The process's own streams; run-bench.sh passes on what it knows of them. */
  static Console ofProcess() {
    java.io.Console terminal = System.console();
    return new Console(
        System.out,
        System.err,
        Integer.getInteger("serverbench.columns", COLUMNS_WITHOUT_TERMINAL),
        Boolean.getBoolean("serverbench.live"),
        terminal != null && terminal.isTerminal());
  }
}
