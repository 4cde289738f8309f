package serverbench.bench;

import java.time.Duration;
import serverbench.load.ClosedLoop;
import serverbench.load.LoadPlan;
import serverbench.load.Probe;

/**
 * The closed loop of a workload at work on a server in another process, for whoever looks at that
 * process meanwhile.
 */
public final class RunningLoad implements AutoCloseable {

  private static final Duration DRAIN = Duration.ofSeconds(32);

  private final ClosedLoop load;

  private RunningLoad(ClosedLoop load) {
    this.load = load;
  }

  /** Whether the workload is a closed loop with nothing but active connections. */
  public static boolean suits(Workload workload) {
    Point point = workload.points().getFirst();
    return !point.open() && point.idleConnections() == 0;
  }

  /**
   * Checks that the server answers and starts.
   *
   * @throws Exception when it does not answer as the workload expects
   */
  public static RunningLoad on(int port, Workload workload) throws Exception {
    LoadPlan plan = workload.plan(port, workload.points().getFirst().connections());
    Probe.check(plan);
    ClosedLoop load = new ClosedLoop(plan);
    load.start();
    return new RunningLoad(load);
  }

  /** Blocks until warm ({@link WarmUp}) or the time is over; a line that says which. */
  public String warmUp(Duration most) {
    return WarmUp.run(load, Compilers.ofThisJvm(), most).text();
  }

  /** Correct answers so far. */
  public long completed() {
    return load.recorder().completed();
  }

  /** Sends no more and waits for what is out; all correct answers there were. */
  public long finish() throws InterruptedException {
    if (!load.drain(DRAIN)) {
      throw new IllegalStateException(load.outstanding());
    }
    return completed();
  }

  @Override
  public void close() {
    load.close();
  }
}
