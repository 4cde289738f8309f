package serverbench.results;

import java.util.ArrayList;
import java.util.List;

/** The suite's workloads with their points, as a real run describes them. */
final class SyntheticWorkloads {

  static final List<String> ALL =
      List.of(
          "keepalive",
          "latency",
          "close",
          "article",
          "cpu",
          "blocking",
          "payload",
          "idle",
          "sweep",
          "curve",
          "mixed");

  private SyntheticWorkloads() {}

  static WorkloadInfo of(String name) {
    return switch (name) {
      case "latency" -> open(name, "/", share(50), rate(4_000));
      case "curve" ->
          open(
              name,
              "/",
              share(25),
              share(50),
              share(75),
              share(90),
              rate(2_000),
              rate(5_000),
              rate(10_000),
              rate(20_000),
              rate(40_000),
              rate(80_000));
      case "sweep" ->
          closed(name, "/", active(1), active(8), active(64), active(256), active(1024));
      case "idle" -> closed(name, "/", idle(1_000), idle(4_000), idle(9_000));
      case "blocking" -> closed(name, "/sleep?us=2000", LoadPoint.closed(256));
      case "article" -> closed(name, "/", LoadPoint.closed(1_000));
      case "cpu" -> closed(name, "/cpu?rounds=160", LoadPoint.closed(64));
      case "payload" -> closed(name, "/bytes?n=65536", LoadPoint.closed(64));
      default -> closed(name, "/", LoadPoint.closed(64));
    };
  }

  private static WorkloadInfo closed(String name, String path, LoadPoint... points) {
    return info(name, path, "closed", points);
  }

  private static WorkloadInfo open(String name, String path, LoadPoint... points) {
    return info(name, path, "open", points);
  }

  private static WorkloadInfo info(String name, String path, String loop, LoadPoint... points) {
    int connections = points[points.length - 1].connections();
    return new WorkloadInfo(
        name,
        connections + " connections, workload " + name,
        path,
        connections,
        loop,
        new ArrayList<>(List.of(points)));
  }

  private static LoadPoint active(int connections) {
    String label = "%,d connection%s".formatted(connections, connections == 1 ? "" : "s");
    return new LoadPoint(label, connections, 0, 0);
  }

  private static LoadPoint idle(int idle) {
    return new LoadPoint("%,d idle".formatted(idle), 64, idle, 0);
  }

  private static LoadPoint share(int percent) {
    return new LoadPoint(percent + " %", 64, 0, 0);
  }

  private static LoadPoint rate(int rate) {
    return new LoadPoint("%,d/s".formatted(rate), 64, 0, rate);
  }
}
