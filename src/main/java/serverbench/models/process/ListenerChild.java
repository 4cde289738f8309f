package serverbench.models.process;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import serverbench.http.BufferPool;
import serverbench.http.ConfinedBufferPool;
import serverbench.models.connection.BlockingAcceptor;
import serverbench.models.connection.BlockingConnections;
import serverbench.models.lifecycle.ServerThreads;
import serverbench.models.lifecycle.Shutdown;
import serverbench.net.Errno;
import serverbench.net.ListeningSocket;
import serverbench.net.NativeIoException;
import serverbench.server.Counters;
import serverbench.server.Handler;
import serverbench.server.HandlerRecipe;

/**
 * A process of a pool: accepts on the listening socket that is its descriptor 0, which other
 * processes may share, with one thread or several, each of which serves one connection after the
 * other.
 *
 * <pre>
 *   worker-i   accept, serve the connection to its end, accept ...
 *   orders     answers the parent; when the parent wants no more or is gone: the process stops
 *   main       starts the others; reports now and then, so that little is lost if it is killed
 * </pre>
 *
 * <p>Nothing queues in the process: connections wait in the kernel, where the next free worker of
 * any process finds them, also when this one dies.
 */
final class ListenerChild {

  private static final int LISTENER = 0;
  private static final int FAULT = 3;
  private static final long REPORT_MILLIS = 250;

  private final ChildSettings settings;
  private final Counters counters = new Counters();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final ServerThreads threads = new ServerThreads("child", this::fail);
  private final ParentLink parent;
  private final Handler handler;
  private final BlockingAcceptor acceptor;
  private final BlockingConnections connections;

  private ListenerChild(ChildSettings settings) throws IOException, ReflectiveOperationException {
    this.settings = settings;
    parent = new ParentLink(counters);
    handler = settings.handler().make();
    connections = new BlockingConnections(settings.limits(), handler, counters);
    acceptor = new BlockingAcceptor(ListeningSocket.inherited(LISTENER));
  }

  public static void main(String[] arguments) throws Exception {
    new ListenerChild(ChildSettings.of(arguments)).run();
  }

  private void run() throws InterruptedException {
    for (int worker = 0; worker < settings.threads(); worker++) {
      threads.start("worker-" + worker, this::work);
    }
    Thread.ofPlatform().daemon().name("orders").start(this::obey);
    do {
      parent.report();
    } while (!stopped.await(REPORT_MILLIS, TimeUnit.MILLISECONDS));
    Shutdown.stop(threads, this::drain, connections::abort);
    HandlerRecipe.finish(handler);
    parent.report();
  }

  private void work() throws Exception {
    try (BufferPool pool = new ConfinedBufferPool()) {
      acceptor.run(socket -> connections.serve(socket, pool));
    } catch (NativeIoException e) {
      // The socket is shared: the parent, or a sibling that heard of the stop first, shut it down.
      if (e.errno() != Errno.EINVAL) {
        throw e;
      }
    }
  }

  private void obey() {
    try {
      parent.listen();
    } catch (IOException e) {
      throw new IllegalStateException("orders", e);
    } finally {
      stopped.countDown();
    }
  }

  private void drain() {
    acceptor.stop();
    connections.drain();
  }

  /** A worker failed: this process ends at once, and leaves the socket to its siblings. */
  private void fail() {
    parent.report();
    Runtime.getRuntime().halt(FAULT);
  }
}
