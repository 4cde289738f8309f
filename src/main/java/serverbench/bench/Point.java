package serverbench.bench;

import java.util.Locale;
import serverbench.results.LoadPoint;

/**
 * One setting of the load within a workload.
 *
 * @param label unique within the workload, empty where it has one point
 * @param connections that are active
 * @param idleConnections open beside them
 * @param arrivals closed loop or schedule
 */
record Point(String label, int connections, int idleConnections, Arrivals arrivals) {

  static Point closed(int connections) {
    return new Point("", connections, 0, new Arrivals.Closed());
  }

  static Point concurrency(int connections) {
    String label = connections == 1 ? "1 connection" : count(connections) + " connections";
    return new Point(label, connections, 0, new Arrivals.Closed());
  }

  static Point idle(int connections, int idleConnections) {
    return new Point(
        count(idleConnections) + " idle", connections, idleConnections, new Arrivals.Closed());
  }

  static Point rate(int connections, int perSecond) {
    return new Point(count(perSecond) + "/s", connections, 0, new Arrivals.PerSecond(perSecond));
  }

  static Point share(int connections, int percent) {
    return new Point(percent + " %", connections, 0, new Arrivals.ShareOfOwn(percent / 100.0));
  }

  boolean open() {
    return !(arrivals instanceof Arrivals.Closed);
  }

  /** Whether it is the same but for the label. */
  boolean isSameLoad(Point other) {
    return connections == other.connections
        && idleConnections == other.idleConnections
        && arrivals.equals(other.arrivals);
  }

  Point withConnections(int active) {
    return new Point(label, active, idleConnections, arrivals);
  }

  /**
   * No more connections than this, of either kind: with idle ones there stays room for 100 others.
   * A label that told how many tells the new number.
   */
  Point within(int most) {
    if (idleConnections > 0) {
      int fewer = Math.max(1, most - 100);
      return idleConnections <= fewer ? this : idle(connections, fewer);
    }
    int fewer = Math.max(1, most);
    if (connections <= fewer) {
      return this;
    }
    return label.equals(concurrency(connections).label())
        ? concurrency(fewer)
        : withConnections(fewer);
  }

  /** As results keep it: a share of own throughput is another rate for every model. */
  LoadPoint record() {
    double rate = arrivals instanceof Arrivals.PerSecond(double perSecond) ? perSecond : 0;
    return new LoadPoint(label, connections, idleConnections, rate);
  }

  private static String count(int number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
