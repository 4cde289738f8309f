package serverbench.results;

/**
 * One setting of the load within a workload: most workloads have one, sweep has one for each number
 * of connections, latency and curve one for each rate, idle one for each number of idle
 * connections.
 *
 * @param label unique within the workload, for people ("256 connections", "20,000/s", "50 %"),
 *     empty where the workload has one point
 * @param connections that are active
 * @param idleConnections open beside them
 * @param targetRate requests per second of the schedule, 0 for a closed loop; for a point that is a
 *     share of a model's own throughput each {@link ForkResult#openLoop} has the rate that it
 *     became
 */
public record LoadPoint(String label, int connections, int idleConnections, double targetRate) {

  /** All that the client holds open. */
  public int allConnections() {
    return connections + idleConnections;
  }

  /** The label as part of a file's name or an anchor: "20000-per-second", "50-percent". */
  public String plainLabel() {
    return RunFolder.plain(
        label
            .replace(",", "")
            .replaceAll(" ?%", "-percent")
            .replace("/s", "-per-second")
            .replace(' ', '-'));
  }

  /** The only point of a closed-loop workload. */
  public static LoadPoint closed(int connections) {
    return new LoadPoint("", connections, 0, 0);
  }
}
