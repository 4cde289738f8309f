package serverbench.gate;

import java.util.Locale;

/** What the simulation says, as a table for people; one row for each amount of noise. */
public final class SimulationTable {

  private static final double[] NOISE = {0.02, 0.05, 0.08};
  private static final double[] LOST = {0.10, 0.15, 0.25};

  private SimulationTable() {}

  /**
   * Plays all nights; a second or two for each thousand of them.
   *
   * @param series judged every night
   * @param nights for each figure
   */
  public static String of(GateRules rules, int series, int nights, long seed) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "%d nights for each figure, %d series, seed %d; one fork in 20 disturbed by 10 to 40 %%.",
        nights,
        series,
        seed);
    line(
        text,
        "Screen %d pairs from %.0f %% on; confirm %d pairs, p <= %.2f / suspects and %.0f %%.",
        rules.screenPairs(),
        100 * rules.screenEffect(),
        rules.confirmPairs(),
        rules.alpha(),
        100 * rules.leastEffect());
    line(text, "");
    line(
        text,
        "%-10s %-16s %-9s %-50s %s",
        "fork noise",
        "false alarms",
        "suspects",
        "caught when 10 %, 15 %, 25 % of throughput is lost",
        "false alarms of one fork against yesterday's");
    for (double noise : NOISE) {
      row(text, new Simulation(rules, SyntheticForks.shared(noise), series, nights, seed), noise);
    }
    return text.toString();
  }

  private static void row(StringBuilder text, Simulation simulation, double noise) {
    Simulation.Outcome calm = simulation.play(0);
    StringBuilder power = new StringBuilder();
    for (double lost : LOST) {
      power.append(share(simulation.play(lost).power(), simulation.nights())).append("  ");
    }
    line(
        text,
        "%-10s %-16s %-9s %-50s %s",
        percent(noise),
        share(calm.falseAlarmShare(), simulation.nights()),
        String.format(Locale.ROOT, "%.1f", (double) calm.suspects() / simulation.nights()),
        power.toString().strip(),
        percent(simulation.naiveFalseAlarmShare()));
  }

  /** With twice its standard error. */
  private static String share(double share, int nights) {
    double error = 2 * Math.sqrt(share * (1 - share) / nights);
    return String.format(Locale.ROOT, "%.1f ± %.1f %%", 100 * share, 100 * error);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  private static void line(StringBuilder text, String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments).stripTrailing()).append('\n');
  }
}
