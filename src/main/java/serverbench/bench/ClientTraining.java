package serverbench.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import serverbench.load.ClosedLoop;
import serverbench.load.ExpectedAnswer;
import serverbench.load.Load;
import serverbench.load.LoadPlan;
import serverbench.load.LoadPlan.Reuse;
import serverbench.load.OpenLoop;

/**
 * The program that the client's AOT cache is trained with: the load generator at work on a server
 * in another process. No class of a server is loaded here, so no model finds its classes there.
 */
public final class ClientTraining {

  static final byte[] BODY = "Hello, World!".getBytes(StandardCharsets.US_ASCII);

  private static final int CONNECTIONS = 64;
  private static final Duration EACH = Duration.ofMillis(700);
  private static final double RATE = 2_000;

  private ClientTraining() {}

  /**
   * @param arguments the port of a server on this machine that answers every request with {@link
   *     #BODY}
   */
  public static void main(String[] arguments) throws InterruptedException {
    ParentWatch.start(System.in, () -> Runtime.getRuntime().halt(1));
    URI server = URI.create("http://127.0.0.1:" + Integer.parseInt(arguments[0]) + "/");
    closedLoop(plan(server, Reuse.KEPT_ALIVE));
    closedLoop(plan(server, Reuse.NEW_EACH_REQUEST));
    try (OpenLoop loop = new OpenLoop(plan(server, Reuse.KEPT_ALIVE), RATE)) {
      loop.start();
      Rehearsal.run(loop, EACH, EACH);
      end(loop);
    }
  }

  private static LoadPlan plan(URI server, Reuse reuse) {
    return LoadPlan.of(server, CONNECTIONS, reuse, ExpectedAnswer.exactly(200, BODY));
  }

  private static void closedLoop(LoadPlan plan) throws InterruptedException {
    try (ClosedLoop loop = new ClosedLoop(plan)) {
      loop.start();
      LockSupport.parkNanos(EACH.toNanos());
      end(loop);
    }
  }

  private static void end(Load load) throws InterruptedException {
    load.drain(Duration.ofSeconds(2));
    if (load.recorder().completed() == 0) {
      throw new IllegalStateException("nothing to learn from: " + load.outstanding());
    }
  }
}
