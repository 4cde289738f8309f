package serverbench.results;

import java.util.List;

/**
 * What a workload asked of the servers in this run.
 *
 * @param name keepalive, close, ...
 * @param description one line for people
 * @param path request target
 * @param connections client connections
 * @param loop "closed" or "open"
 * @param points the settings of the load that were measured, at least one
 */
public record WorkloadInfo(
    String name,
    String description,
    String path,
    int connections,
    String loop,
    List<LoadPoint> points) {

  /** Runs of schema 1 have no points: the workload was one point. */
  public WorkloadInfo {
    points = points == null || points.isEmpty() ? List.of(LoadPoint.closed(connections)) : points;
  }

  /** Whether requests left on a schedule. */
  public boolean onSchedule() {
    return "open".equals(loop);
  }
}
