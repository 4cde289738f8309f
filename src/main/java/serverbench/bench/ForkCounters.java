package serverbench.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import serverbench.server.PlantedSlowdown;
import serverbench.server.ServerStats;

/** What a fork reports by name beside its figures: the server's counters, and how it was run. */
final class ForkCounters {

  /** Whether the fork ran on the client's AOT cache. */
  static final String AOT_CACHE = "clientAotCache";

  /** Whether the threads of a schedule got their time slice; absent in a closed loop. */
  static final String SHORT_SLICE = "clientShortSlice";

  private ForkCounters() {}

  /**
   * @param shortSlice whether the schedule's threads got their time slice, if there was a schedule
   */
  static Map<String, Long> of(ServerStats stats, Optional<Boolean> shortSlice) {
    Map<String, Long> counters = new LinkedHashMap<>();
    counters.put("accepted", stats.accepted());
    counters.put("requests", stats.requests());
    for (int statusClass = 2; statusClass < stats.responses().size(); statusClass++) {
      counters.put("responses" + statusClass + "xx", stats.responses().get(statusClass));
    }
    counters.put("refused", stats.refused());
    counters.put("connectionErrors", stats.connectionErrors());
    counters.put(AOT_CACHE, ClientAotCache.inUse() ? 1L : 0L);
    shortSlice.ifPresent(granted -> counters.put(SHORT_SLICE, granted ? 1L : 0L));
    PlantedSlowdown.percent().ifPresent(percent -> counters.put("plantedPercent", (long) percent));
    stats.workers().forEach(worker -> counters.put("worker " + worker.name(), worker.responses()));
    return counters;
  }
}
