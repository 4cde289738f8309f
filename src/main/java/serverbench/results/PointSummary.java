package serverbench.results;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Every model at one point of one workload: what one table or one chart with a row a model shows.
 *
 * @param workload whose point it is
 * @param point of its load
 * @param summaries one for each model of the run, those without numbers too, in the article's order
 * @param ceiling the most that any fork of the null server reached here, in requests per second:
 *     what the validity rules go by; empty where it did not run, or ran on a schedule
 */
public record PointSummary(
    WorkloadInfo workload, LoadPoint point, List<Summary> summaries, OptionalDouble ceiling) {

  /** "keepalive", "sweep, 256 connections". */
  public String title() {
    return point.label().isEmpty() ? workload.name() : workload.name() + ", " + point.label();
  }

  /** The same as part of a file's name or an anchor: "sweep-256-connections". */
  public String plainName() {
    String name = RunFolder.plain(workload.name());
    return point.label().isEmpty() ? name : name + "-" + point.plainLabel();
  }

  public Ranking ranking() {
    return Ranking.of(summaries);
  }

  /** The model's summary, or empty when the run does not have it. */
  public Optional<Summary> of(String model) {
    return summaries.stream().filter(summary -> summary.model().name().equals(model)).findFirst();
  }

  /** Whether at least one model has numbers here. */
  public boolean measured() {
    return summaries.stream().anyMatch(Summary::measured);
  }
}
