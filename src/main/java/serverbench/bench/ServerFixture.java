package serverbench.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import serverbench.measure.MachineFacts;
import serverbench.models.Model;
import serverbench.server.Endpoints;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/**
 * JMH's view of a {@link Trial}: the parameters that {@code -p} sets, and the points in time at
 * which JMH calls. The load goes on between iterations.
 */
@State(Scope.Benchmark)
public class ServerFixture {

  /** File descriptors that a JVM needs for itself, with room to spare. */
  private static final int RESERVED_FILES = 400;

  @Param public Model model;

  @Param("default")
  public String variant;

  @Param public Workload workload;

  /** Client connections; 0 for what the workload says. */
  @Param("0")
  public int connections;

  /** Warming up ends when the throughput is flat, or after this time. */
  @Param("8000")
  public int warmUpMillis;

  private Trial trial;

  @Setup(Level.Trial)
  public void start() throws Exception {
    useOwnOutput();
    int clients = connections == 0 ? workload.connections() : connections;
    trial =
        Trial.start(
            this::server,
            port -> workload.plan(port, clients),
            Duration.ofMillis(warmUpMillis),
            System.out::println);
  }

  @Setup(Level.Iteration)
  public void beginIteration() {
    trial.beginIteration();
  }

  /** One correct answer. */
  void take() {
    trial.take();
  }

  @TearDown(Level.Iteration)
  public void endIteration() {
    IterationSample sample = trial.endIteration();
    Handover.put(new LoadResult(trial.latencies(), sample));
  }

  @TearDown(Level.Trial)
  public void finish() throws InterruptedException {
    Handover.complete(trial.finish());
  }

  /**
   * A fork's System.out is a link that JMH prints on the parent's console. The process's real
   * standard output goes the way of JMH's own output: into the log of a campaign.
   */
  private static void useOwnOutput() {
    System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true));
    System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true));
  }

  private Server server() throws Exception {
    String reason = model.unsupported(variant).orElse(null);
    if (reason != null) {
      throw new IllegalArgumentException(model + " cannot run here: " + reason);
    }
    return model.create(variant, config(), new Endpoints());
  }

  /** The same settings for every model, client and server in one JVM. */
  static ServerConfig config() {
    long files = MachineFacts.readOpenFilesLimit();
    if (files <= RESERVED_FILES) {
      return ServerConfig.defaults();
    }
    long connections = Math.min((files - RESERVED_FILES) / 2, Integer.MAX_VALUE);
    return ServerConfig.defaults().withConnections((int) connections);
  }
}
