package serverbench.models.process;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import serverbench.http.DirectBufferPool;
import serverbench.models.connection.BlockingConnections;
import serverbench.models.connection.ChannelTransport;
import serverbench.server.Counters;
import serverbench.server.Handler;
import serverbench.server.HandlerRecipe;

/**
 * The process that serves one connection, which is its descriptor 0, and ends with it. Everything
 * here counts against the time that a new connection costs: no foreign functions (the JDK's own
 * channel on descriptor 0 does), no logging, nothing loaded that a first request does not need.
 *
 * <pre>
 *   main        serves the connection, reports, ends
 *   deadlines   ends a wait that has lasted too long
 *   orders      answers the parent; when the parent is gone: drains, 2 s later ends the process
 * </pre>
 */
final class ConnectionChild {

  private static final long REAP_MILLIS = 500;
  private static final long DRAIN_MILLIS = 2_000;
  private static final int DRAIN_TIMED_OUT = 3;

  private final Counters counters = new Counters();
  private final CountDownLatch served = new CountDownLatch(1);
  private final ParentLink parent;
  private final Handler handler;
  private final BlockingConnections connections;

  private ConnectionChild(ChildSettings settings) throws IOException, ReflectiveOperationException {
    parent = new ParentLink(counters);
    handler = settings.handler().make();
    connections = new BlockingConnections(settings.limits(), handler, counters);
  }

  public static void main(String[] arguments) throws Exception {
    new ConnectionChild(ChildSettings.of(arguments)).run();
  }

  private void run() throws Exception {
    // A connection whose client is gone already is taken for a listening socket by the JDK.
    if (System.inheritedChannel() instanceof SocketChannel channel) {
      ChannelTransport transport = new ChannelTransport(channel);
      parent.report();
      start("orders", this::obey);
      start("deadlines", () -> keepDeadlines(transport));
      serve(transport);
    } else {
      counters.connectionFailed();
    }
    HandlerRecipe.finish(handler);
    parent.report();
  }

  private void serve(ChannelTransport transport) {
    try (DirectBufferPool pool = new DirectBufferPool()) {
      connections.serve(transport, pool);
    } finally {
      served.countDown();
    }
  }

  private void keepDeadlines(ChannelTransport transport) throws InterruptedException {
    while (!served.await(REAP_MILLIS, TimeUnit.MILLISECONDS)) {
      transport.reap(System.nanoTime());
    }
  }

  private void obey() throws IOException, InterruptedException {
    parent.listen();
    connections.drain();
    if (!served.await(DRAIN_MILLIS, TimeUnit.MILLISECONDS)) {
      parent.report();
      Runtime.getRuntime().halt(DRAIN_TIMED_OUT);
    }
  }

  @FunctionalInterface
  private interface Task {
    void run() throws Exception;
  }

  private static void start(String name, Task task) {
    Thread.ofPlatform()
        .daemon()
        .name(name)
        .start(
            () -> {
              try {
                task.run();
              } catch (Exception e) {
                throw new IllegalStateException(name, e);
              }
            });
  }
}
