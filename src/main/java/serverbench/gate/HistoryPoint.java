package serverbench.gate;

import java.time.Instant;

/**
 * One night of one series: head's distance from the frozen reference.
 *
 * @param gate name of its folder, by which a night is known and not added twice
 * @param time it ended, UTC
 * @param commit of head
 * @param branch that it was on, or "unknown"
 * @param reference sha256 of the frozen reference's jar
 * @param machine CPU and cores; numbers of two machines are no series
 * @param jdk that ran it
 * @param model that it is of
 * @param workload that it is of
 * @param series name of it
 * @param metric label of it
 * @param unit of head
 * @param better "HIGHER" or "LOWER"
 * @param head median over the pairs
 * @param ratio head over reference
 * @param low lower end of its 95 % interval, or null
 * @param high upper end, or null
 */
public record HistoryPoint(
    String gate,
    Instant time,
    String commit,
    String branch,
    String reference,
    String machine,
    String jdk,
    String model,
    String workload,
    String series,
    String metric,
    String unit,
    String better,
    double head,
    double ratio,
    Double low,
    Double high) {

  /** The log ratio, positive is worse, whichever way the metric points. */
  public double worse() {
    return worse(ratio);
  }

  /** The same of another ratio of this series. */
  public double worse(double other) {
    double log = Math.log(other);
    return better.equals(Metric.Better.LOWER.name()) ? log : -log;
  }

  /** Whether two nights can stand in one series: same reference, machine and JDK. */
  public boolean comparable(HistoryPoint other) {
    return reference.equals(other.reference)
        && machine.equals(other.machine)
        && jdk.equals(other.jdk);
  }
}
