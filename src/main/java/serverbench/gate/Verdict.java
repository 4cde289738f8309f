package serverbench.gate;

import java.util.List;

/**
 * What the gate says of one series; null where there is no such figure.
 *
 * @param series its name: model, workload, point, metric
 * @param model that it is of
 * @param workload that it is of
 * @param metric label of the metric
 * @param unit of baseline and head
 * @param better "HIGHER" or "LOWER"
 * @param outcome the verdict
 * @param reason why it is not a plain pass; null when it is
 * @param baseline median over the forks of the pairs that decided
 * @param head the same of head
 * @param ratio head over baseline, Hodges-Lehmann
 * @param low lower end of its 95 % interval
 * @param high upper end
 * @param p one-sided, of the confirming pairs
 * @param level that p had to be under
 * @param detectable slow-down, as a fraction, that would have been caught four times out of five
 * @param screened log ratios of the screening pairs, positive is worse
 * @param confirmed log ratios of the confirming pairs
 */
public record Verdict(
    String series,
    String model,
    String workload,
    String metric,
    String unit,
    String better,
    Outcome outcome,
    String reason,
    Double baseline,
    Double head,
    Double ratio,
    Double low,
    Double high,
    Double p,
    Double level,
    Double detectable,
    List<Double> screened,
    List<Double> confirmed) {

  /** From harmless to grave. */
  public enum Outcome {
    /** Not suspect. */
    PASS,
    /** Suspect, and not confirmed. */
    CLEARED,
    /** Shown for people, never judged. */
    SHOWN,
    /** Something is invalid or missing. */
    INCONCLUSIVE,
    REGRESSION,
    /** Head does not start, loses answers or answers wrongly. */
    BROKEN
  }
}
