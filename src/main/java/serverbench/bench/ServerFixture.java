package serverbench.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;
import serverbench.load.LoadPlan;
import serverbench.models.Choice;
import serverbench.models.Model;
import serverbench.models.NullServer;
import serverbench.references.Reference;
import serverbench.server.Contender;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/**
 * JMH's view of a {@link Trial}: the parameters that {@code -p} sets, and the points in time at
 * which JMH calls. The load goes on between iterations.
 */
@State(Scope.Benchmark)
public class ServerFixture {

  static final String MODEL = "model";

  /**
   * What is measured: "model", or whatever the model says "null" for the null server or the name of
   * a reference.
   */
  @Param({MODEL})
  public String subject;

  @Param public Model model;

  @Param("default")
  public String variant;

  @Param public Workload workload;

  /** Which of the workload's points: the place in its list, from 0. */
  @Param("0")
  public int point;

  /** Client connections; 0 for what the workload says. */
  @Param("0")
  public int connections;

  /** Warming up ends when the throughput is flat, or after this time. */
  @Param("8000")
  public int warmUpMillis;

  /** Which cores: shared, split, or server=CORES,client=CORES. */
  @Param("shared")
  public String cpus;

  private Trial trial;
  private Handling handling;

  @Setup(Level.Trial)
  public void start() throws Exception {
    useOwnOutput();
    ParentWatch.endForkWithParent();
    Point load = workload.points(asked()).get(point);
    handling = Handling.of(workload);
    trial =
        Trial.start(
            this::server,
            port -> plan(port, load),
            new Terms(
                load.arrivals(),
                load.idleConnections(),
                Duration.ofMillis(warmUpMillis),
                CpuPlacement.parse(cpus)),
            System.out::println);
  }

  private OptionalInt asked() {
    return connections == 0 ? OptionalInt.empty() : OptionalInt.of(connections);
  }

  private LoadPlan plan(int port, Point load) {
    if (isNull()) {
      return workload.plan(port, load.connections()).expectingAlways(workload.nullAnswer());
    }
    return workload.plan(port, usedConnections(contender(), load));
  }

  /** On a schedule no more than the model serves at once. */
  static int usedConnections(Contender choice, Point load) {
    OptionalInt atOnce = TiedConnections.atOnce(choice, config());
    return load.open() && atOnce.isPresent()
        ? Math.min(load.connections(), atOnce.getAsInt())
        : load.connections();
  }

  @Setup(Level.Iteration)
  public void beginIteration(IterationParams iteration) {
    trial.beginIteration(iteration.getType() == IterationType.MEASUREMENT);
  }

  /** One correct answer. */
  void take() {
    trial.take();
  }

  @TearDown(Level.Iteration)
  public void endIteration() {
    IterationSample sample = trial.endIteration();
    Handover.put(trial.result(sample));
  }

  @TearDown(Level.Trial)
  public void finish() throws InterruptedException, IOException {
    try (Handling _ = handling) {
      Handover.complete(trial.finish());
    }
  }

  /**
   * A fork's System.out is a link that JMH prints on the parent's console. The process's real
   * standard output goes the way of JMH's own output: into the log of a campaign.
   */
  private static void useOwnOutput() {
    System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true));
    System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true));
  }

  private boolean isNull() {
    return subject.equals(ForkSpec.NULL_SERVER);
  }

  private Contender contender() {
    return subject.equals(MODEL) ? new Choice(model, variant) : reference();
  }

  /** Asked for in forks of references only: others do not load what stands behind the name. */
  private Contender reference() {
    return Stream.of(Reference.values())
        .filter(reference -> reference.name().equals(subject))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "subject is model, null or a reference, not " + subject));
  }

  private Server server() throws Exception {
    if (isNull()) {
      ServerConfig config = config();
      return new NullServer(
          config.bind(),
          config.backlog(),
          workload.nullAnswer().anyBody(),
          workload.closesConnections());
    }
    Contender contender = contender();
    String reason = contender.unsupported().orElse(null);
    if (reason != null) {
      throw new IllegalArgumentException(contender.label() + " cannot run here: " + reason);
    }
    return contender.create(config(), handling.handler());
  }

  /** The same settings for every model, client and server in one JVM. */
  static ServerConfig config() {
    int connections = FileBudget.ofThisProcess().connections();
    return connections == 0
        ? ServerConfig.defaults()
        : ServerConfig.defaults().withConnections(connections);
  }
}
