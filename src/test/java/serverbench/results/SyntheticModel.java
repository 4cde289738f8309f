package serverbench.results;

import java.util.List;
import java.util.Set;

/**
 * How a made-up model behaves: rough sketches of what each kind of server does, so that charts of
 * synthetic runs have the shapes that real ones have.
 *
 * @param name with variant
 * @param number in the article
 * @param family as the registry spells it
 * @param articleQps the article's figure, or null
 * @param base requests per second of {@code keepalive}
 */
record SyntheticModel(String name, int number, String family, Double articleQps, double base) {

  /** Tied to one connection at a time: no use with idle connections. */
  private static final Set<String> TIED =
      Set.of(
          "single_process",
          "multi_process",
          "process_pool1",
          "process_pool2",
          "thread_pool",
          "producer_consumer",
          "hybrid:process-thread");

  /** A handler that blocks stops all of their connections. */
  private static final Set<String> ONE_LOOP =
      Set.of(
          "single_process",
          "select",
          "poll",
          "epoll",
          "epoll:et",
          "kqueue",
          "reactor",
          "coroutine",
          "event_loop",
          "fiber:cooperative",
          "proactor");

  private static final Set<String> THREAD_EACH = Set.of("multi_thread", "fiber", "hybrid");

  static final List<SyntheticModel> ALL =
      List.of(
          basic("single_process", 1, 19075.4, 24_000),
          basic("multi_process", 2, 6904.8, 2_900),
          basic("multi_thread", 3, 18137.834, 61_000),
          basic("process_pool1", 4, 18337.299, 52_000),
          basic("process_pool2", 5, 18589.268, 49_500),
          basic("thread_pool", 6, 18483.166, 58_000),
          architecture("leader_follower", 7, 20180.701, 66_000),
          multiplexing("select", 8, null, 71_000),
          multiplexing("poll", 9, 18817.867, 74_000),
          multiplexing("epoll", 10, null, 98_000),
          multiplexing("epoll:et", 10, null, 97_000),
          multiplexing("kqueue", 11, 19096.133, 90_000),
          architecture("reactor", 12, 18945.467, 93_000),
          architecture("reactor:multi", 12, null, 95_500),
          modern("coroutine", 13, null, 91_000),
          modern("actor", 14, 18681.5, 55_000),
          architecture("event_loop", 15, 19442.801, 89_000),
          modern("fiber", 16, 18994.268, 72_000),
          modern("fiber:cooperative", 16, null, 79_000),
          architecture("work_stealing", 17, 8903.566, 63_000),
          architecture("producer_consumer", 18, 18208.633, 57_000),
          architecture("half_sync_async", 19, null, 48_000),
          architecture("proactor", 20, null, 84_000),
          architecture("proactor:nio2", 20, null, 60_500),
          architecture("pipeline", 21, null, 39_000),
          architecture("hybrid", 22, null, 96_500),
          architecture("hybrid:epoll-coroutine", 22, null, 94_000),
          architecture("hybrid:process-thread", 22, null, 47_000));

  private static SyntheticModel basic(String name, int number, Double qps, double base) {
    return new SyntheticModel(name, number, "BASIC", qps, base);
  }

  private static SyntheticModel multiplexing(String name, int number, Double qps, double base) {
    return new SyntheticModel(name, number, "MULTIPLEXING", qps, base);
  }

  private static SyntheticModel architecture(String name, int number, Double qps, double base) {
    return new SyntheticModel(name, number, "ARCHITECTURE", qps, base);
  }

  private static SyntheticModel modern(String name, int number, Double qps, double base) {
    return new SyntheticModel(name, number, "MODERN", qps, base);
  }

  boolean isTied() {
    return TIED.contains(name);
  }

  /** What it can do at the most, requests per second, under a workload with these connections. */
  double capacity(String workload, LoadPoint point) {
    int connections = point.connections();
    return switch (workload) {
      case "close", "article" -> Math.min(base, 19_000 * (0.9 + base / 1e6));
      case "cpu" -> ONE_LOOP.contains(name) ? 15_400 : 21_000 + base / 50;
      case "blocking" -> blocking(connections);
      case "mixed" -> 1 / (0.9 / base + 0.1 / blocking(connections));
      case "payload" -> Math.min(base, 26_000) * (0.8 + base / 5e5);
      case "sweep" -> sweep(connections);
      case "idle" ->
          name.equals("select") || name.equals("poll")
              ? base / (1 + point.idleConnections() / 1_500.0)
              : base * 0.97;
      default -> base;
    };
  }

  private double blocking(int connections) {
    double sleep = 0.0021;
    if (ONE_LOOP.contains(name)) {
      return 1 / sleep;
    }
    int parallel = THREAD_EACH.contains(name) ? connections : name.endsWith(":multi") ? 2 : 16;
    return Math.min(parallel / sleep, base * 0.8);
  }

  private double sweep(int connections) {
    double rising = base * connections / (connections + 5.0);
    boolean threads = THREAD_EACH.contains(name) && !name.equals("hybrid");
    return threads ? rising / (1 + connections / 4_000.0) : rising;
  }

  int threads(LoadPoint point) {
    return name.equals("multi_thread")
        ? point.allConnections() + 1
        : ONE_LOOP.contains(name) ? 1 : 9;
  }

  long residentBytes(LoadPoint point) {
    long each = name.equals("multi_thread") ? 90 << 10 : name.equals("fiber") ? 12 << 10 : 3 << 10;
    long children = name.contains("process") && !name.equals("single_process") ? 240L << 20 : 0;
    return (310L << 20) + children + each * point.allConnections();
  }

  String topology() {
    return """
        clients ==> sockets ==> %s --ready--> one thread: accept | recv, handle, send
                                  ^                              |
                                  +----- await, interest --------+
        """
        .formatted(name);
  }
}
