package serverbench.gate;

/** A figure of a fork that the gate looks at, and which way is worse. */
public enum Metric {
  THROUGHPUT("throughput", "requests/s", Better.HIGHER),
  /** In place of throughput where the load generator is the limit: throughput cannot move there. */
  SERVER_CPU("server_cpu", "us/request", Better.LOWER),
  /** At a fixed rate, from the intended start. */
  P99("p99", "ms", Better.LOWER),
  /** Shown, never judged: too few requests lie above it in one fork. */
  P999("p99.9", "ms", Better.LOWER);

  /** Which way is better. */
  public enum Better {
    HIGHER,
    LOWER
  }

  private final String label;
  private final String unit;
  private final Better better;

  Metric(String label, String unit, Better better) {
    this.label = label;
    this.unit = unit;
    this.better = better;
  }

  /** As series are named after it. */
  public String label() {
    return label;
  }

  public String unit() {
    return unit;
  }

  public Better better() {
    return better;
  }

  /** Whether a regression of it fails the gate. */
  public boolean judged() {
    return this != P999;
  }

  /**
   * How much worse head is than the baseline, as the logarithm of a ratio: 0 is equal, positive is
   * worse, whichever way this figure points. A slow-down of 10 % is log 1.1.
   *
   * @throws IllegalArgumentException when a figure is not above 0
   */
  public double worse(double baseline, double head) {
    if (!(baseline > 0) || !(head > 0)) {
      throw new IllegalArgumentException("no ratio of " + head + " and " + baseline + " " + unit);
    }
    double log = Math.log(head / baseline);
    return better == Better.LOWER ? log : -log;
  }

  /** Head over baseline for such a log ratio: below 1 is worse where higher is better. */
  public double ratio(double worse) {
    return Math.exp(better == Better.LOWER ? worse : -worse);
  }
}
