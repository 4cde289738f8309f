package serverbench.models.process;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import serverbench.http.Limits;
import serverbench.models.connection.SharedWorkerLimits;
import serverbench.net.ChildProcess;
import serverbench.net.Errno;
import serverbench.net.NativeIoException;
import serverbench.server.Counters;
import serverbench.server.HandlerRecipe;
import serverbench.server.ServerStats;

/**
 * Processes that serve a connection each: as many at once as there is room for. A thread that
 * starts them takes room before, the supervisor gives it back when a process has ended.
 */
public final class ConnectionProcesses implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(ConnectionProcesses.class.getName());

  private static final long EXHAUSTED_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Children children = new Children();
  private final ChildSettings settings;
  private final Semaphore room;
  private final Counters counters;
  private ChildJvm jvm;

  /**
   * @param mostAtOnce processes that may live at the same time
   * @param counters takes the connections; what happens on them the processes count
   */
  public ConnectionProcesses(
      HandlerRecipe handler, Limits limits, int mostAtOnce, Counters counters) throws IOException {
    this.settings = new ChildSettings(handler, SharedWorkerLimits.of(limits), 1);
    this.room = new Semaphore(mostAtOnce);
    this.counters = counters;
  }

  /**
   * Makes what processes start from, if need be; takes some seconds the first time after a build.
   */
  public void prepare() {
    jvm = ChildJvm.of(ChildJvm.Kind.CONNECTION, settings);
  }

  /** Blocks until one more process may live, and takes its place. */
  public void awaitRoom() throws InterruptedException {
    room.acquire();
  }

  /**
   * Starts a process for the connection, in the place that {@link #awaitRoom} took; the caller
   * closes its copy of the socket. Without memory or descriptors for it the connection waits until
   * a process has ended; when there is none to wait for it is refused. Blocks meanwhile.
   */
  public void start(int socket) {
    counters.connectionAccepted();
    IOException failure = tryStart(socket);
    while (failure != null && isExhausted(failure) && !children.isEmpty()) {
      LockSupport.parkNanos(EXHAUSTED_WAIT_NANOS);
      failure = tryStart(socket);
    }
    if (failure != null) {
      LOG.log(
          System.Logger.Level.WARNING, "no process for a connection: {0}", failure.getMessage());
      counters.connectionRefused();
      leave();
      // The next one would fare no better at once.
      LockSupport.parkNanos(EXHAUSTED_WAIT_NANOS);
    }
  }

  private IOException tryStart(int socket) {
    try {
      children.start(jvm, socket, 1);
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  /** EAGAIN is what fork(2) says when there are too many processes. */
  private static boolean isExhausted(IOException failure) {
    return failure instanceof NativeIoException call
        && (Errno.isExhausted(-call.errno()) || call.errno() == Errno.EAGAIN);
  }

  /** Waits for the processes' ends until {@link #seal} was called and none lives. */
  public void supervise() throws IOException {
    children.supervise(
        new Children.Watcher() {
          @Override
          public void ready(Child child) {
            // It has its connection already.
          }

          @Override
          public void ended(Child child, ChildProcess.Exit exit) {
            if (exit.signal() != 0 || exit.code() != 0) {
              LOG.log(
                  System.Logger.Level.WARNING,
                  "process {0,number,#} ended before its connection ({1})",
                  child.pid(),
                  exit);
            }
            leave();
          }
        });
  }

  private void leave() {
    counters.connectionEnded();
    room.release();
  }

  /** The connections as this process sees them, with what the processes count on them. */
  public ServerStats stats() {
    ServerStats served = children.stats();
    ServerStats taken = counters.snapshot();
    return new ServerStats(
        taken.accepted(),
        taken.live(),
        served.requests(),
        served.responses(),
        served.refused() + taken.refused(),
        served.connectionErrors() + taken.connectionErrors(),
        served.workers());
  }

  /** Asks all to end after their present answer. Any thread; does not wait. */
  public void stop() {
    children.stop();
  }

  /** No process is started any more. */
  public void seal() {
    children.seal();
  }

  /** Ends all at once. Any thread; does not wait. */
  public void kill() {
    children.kill();
  }

  @Override
  public void close() {
    children.close();
  }
}
