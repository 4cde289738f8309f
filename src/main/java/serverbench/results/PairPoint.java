package serverbench.results;

/**
 * What a gate measures in pairs of forks: a model at one point of a workload.
 *
 * @param model name with variant
 * @param workload that it runs
 * @param point of the workload's load
 */
public record PairPoint(String model, String workload, LoadPoint point) {

  /** "epoll/keepalive", "epoll:et/latency/5000-per-second". */
  public String name() {
    String work = model + "/" + workload;
    return point.label().isEmpty() ? work : work + "/" + point.plainLabel();
  }

  /** Whether requests leave on a schedule. */
  public boolean onSchedule() {
    return point.targetRate() > 0;
  }
}
