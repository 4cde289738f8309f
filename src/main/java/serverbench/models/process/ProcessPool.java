package serverbench.models.process;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import serverbench.http.Limits;
import serverbench.models.connection.SharedWorkerLimits;
import serverbench.models.lifecycle.ServerThreads;
import serverbench.models.lifecycle.Shutdown;
import serverbench.net.ChildProcess;
import serverbench.net.ListeningSocket;
import serverbench.server.HandlerRecipe;
import serverbench.server.ServerStats;

/**
 * Processes started ahead, each with a listening socket, one and the same or each its own: makes
 * them, replaces one that dies, and takes them along when the server stops.
 *
 * <p>The parent keeps every listening socket open but never accepts. So nothing that waits in the
 * kernel is lost when a child dies: what comes until the next one is there waits as well.
 */
public final class ProcessPool {

  private static final System.Logger LOG = System.getLogger(ProcessPool.class.getName());

  /** Children in a row that ended before they served: then something is wrong with all of them. */
  private static final int MOST_FAILURES = 3;

  private final List<ListeningSocket> sockets;
  private final ChildSettings settings;
  private final Children children;
  private final ServerThreads threads;
  private final Shutdown shutdown = new Shutdown();
  private final CompletableFuture<Void> serving = new CompletableFuture<>();
  private ChildJvm jvm;

  /** These two are the supervisor's. */
  private final Map<Child, ListeningSocket> socketOf = new HashMap<>();

  private int readyChildren;
  private int failuresInARow;

  /**
   * @param model first part of the name of the parent's thread
   * @param sockets one for each child, in which a socket may stand more than once; closed with the
   *     pool, and when it cannot be made
   * @param threads how many threads of each child accept and serve
   */
  public ProcessPool(
      String model,
      List<ListeningSocket> sockets,
      HandlerRecipe handler,
      Limits limits,
      int threads)
      throws IOException {
    this.sockets = sockets;
    this.settings = new ChildSettings(handler, SharedWorkerLimits.of(limits), threads);
    this.threads = new ServerThreads(model, this::stop);
    try {
      for (ListeningSocket socket : sockets) {
        socket.setTimeouts(settings.limits().idleTime(), settings.limits().idleTime());
      }
      this.children = new Children();
    } catch (IOException e) {
      closeSockets();
      throw e;
    }
  }

  /**
   * Returns when every child serves.
   *
   * @throws IOException when children cannot be started, or end before they serve
   */
  public void start() throws IOException, InterruptedException {
    jvm = ChildJvm.of(ChildJvm.Kind.LISTENER, settings);
    threads.start("supervisor", this::supervise);
    try {
      serving.get();
    } catch (ExecutionException e) {
      throw new IOException("the pool's processes do not start", e.getCause());
    }
  }

  private void supervise() throws IOException {
    try {
      for (ListeningSocket socket : sockets) {
        startChild(socket);
      }
      children.supervise(
          new Children.Watcher() {
            @Override
            public void ready(Child child) {
              count(child);
            }

            @Override
            public void ended(Child child, ChildProcess.Exit exit) throws IOException {
              replace(child, exit);
            }
          });
    } finally {
      serving.completeExceptionally(new IOException("stopped before all served"));
    }
  }

  private void startChild(ListeningSocket socket) throws IOException {
    socketOf.put(children.start(jvm, socket.fd(), 0), socket);
  }

  private void count(Child child) {
    failuresInARow = 0;
    readyChildren++;
    if (readyChildren == sockets.size()) {
      serving.complete(null);
    }
  }

  private void replace(Child child, ChildProcess.Exit exit) throws IOException {
    ListeningSocket socket = socketOf.remove(child);
    if (child.isReady()) {
      readyChildren--;
    } else {
      failuresInARow++;
    }
    if (shutdown.hasBegun()) {
      return;
    }
    if (failuresInARow == MOST_FAILURES) {
      IOException failure =
          new IOException(MOST_FAILURES + " processes in a row ended before they served: " + exit);
      serving.completeExceptionally(failure);
      throw failure;
    }
    LOG.log(
        System.Logger.Level.WARNING,
        "process {0,number,#} of the pool ended ({1}); starting another",
        child.pid(),
        exit);
    startChild(socket);
  }

  public ServerStats stats() {
    return children.stats();
  }

  /** Stops the processes, waits for them, and closes the sockets; the second call does nothing. */
  public void close() {
    if (shutdown.begin()) {
      if (Shutdown.stop(threads, this::stop, children::kill)) {
        children.close();
        closeSockets();
      }
    }
  }

  private void closeSockets() {
    sockets.stream().distinct().forEach(ListeningSocket::close);
  }

  private void stop() {
    sockets.forEach(ListeningSocket::refuse);
    children.stop();
    children.seal();
  }
}
