package serverbench.models.architecture.hybrid;

import java.util.ArrayList;
import java.util.List;
import serverbench.server.Counters;
import serverbench.server.ServerStats;
import serverbench.server.ServerStats.WorkerStats;

/** Watches every layer of the hybrid server at once; any thread. */
public final class HybridMonitor {

  /**
   * One reactor and its way to the workers.
   *
   * @param connections open now
   * @param inline requests that the reactor answered itself
   * @param offloaded requests that it gave to the worker layer
   * @param inWorkers requests that are with a worker now
   * @param queued requests that wait for room among the workers
   */
  public record ReactorLoad(
      long connections, long inline, long offloaded, int inWorkers, int queued) {}

  private final List<Counters> counters;
  private final List<WorkerGate> gates;

  HybridMonitor(List<Counters> counters, List<WorkerGate> gates) {
    this.counters = counters;
    this.gates = gates;
  }

  /** What each reactor and the layer behind it do now. */
  public List<ReactorLoad> reactors() {
    List<ReactorLoad> loads = new ArrayList<>();
    for (int i = 0; i < gates.size(); i++) {
      WorkerGate gate = gates.get(i);
      // Offloaded first: a request that is counted in between must not make inline negative.
      long offloaded = gate.offloaded();
      long requests = counters.get(i).snapshot().requests();
      loads.add(
          new ReactorLoad(
              counters.get(i).live(),
              Math.max(0, requests - offloaded),
              offloaded,
              gate.inside(),
              gate.queued()));
    }
    return loads;
  }

  /** The counters of all reactors together; as workers, what each answered inline and offloaded. */
  ServerStats stats() {
    List<WorkerStats> workers = new ArrayList<>();
    List<ReactorLoad> loads = reactors();
    for (int i = 0; i < loads.size(); i++) {
      ReactorLoad load = loads.get(i);
      workers.add(new WorkerStats("reactor-" + i + " inline", load.inline()));
      workers.add(new WorkerStats("reactor-" + i + " offloaded", load.offloaded()));
    }
    ServerStats sum = Counters.sum("reactor-", counters);
    return new ServerStats(
        sum.accepted(),
        sum.live(),
        sum.requests(),
        sum.responses(),
        sum.refused(),
        sum.connectionErrors(),
        workers);
  }
}
