package serverbench.models.process;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import serverbench.models.connection.FdTable;
import serverbench.net.ChildProcess;
import serverbench.net.EpollPoller;
import serverbench.net.EpollPoller.Trigger;
import serverbench.net.NativeIoException;
import serverbench.net.Poller;
import serverbench.server.ServerStats;
import serverbench.server.ServerStats.WorkerStats;

/**
 * The child processes of a server: one thread, the supervisor, waits for the reports of all of
 * them; the end of a child's reports is how it learns that the child ends, and reaps it.
 *
 * <pre>
 *                  orders (a question; the end: stop)
 *              +----------------------------------------> child 1
 *   parent ----+----------------------------------------> child 2
 *   supervisor <== epoll == reports (counters; the end) == child 1, child 2
 * </pre>
 */
final class Children implements AutoCloseable {

  /** Told about the children, on the supervisor's thread. */
  interface Watcher {
    /** The child serves. */
    void ready(Child child);

    /** The child is gone and reaped. */
    void ended(Child child, ChildProcess.Exit exit) throws IOException;
  }

  private static final System.Logger LOG = System.getLogger(Children.class.getName());
  private static final long REPORT_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Children that have ended and are still named in the statistics; a model may have thousands. */
  private static final int MOST_NAMED = 64;

  private final Poller poller;

  /**
   * The supervisor's. One for all: memory that each child had for itself would be given back by the
   * collector alone, which a process that allocates little hardly ever runs.
   */
  private final MemorySegment frames = Arena.ofAuto().allocate(Child.FRAMES_BYTES, Long.BYTES);

  private final Set<Child> live = ConcurrentHashMap.newKeySet();
  private final Queue<Child> started = new ConcurrentLinkedQueue<>();
  private final FdTable<Child> byReportsFd = new FdTable<>();
  private volatile boolean stopping;
  private volatile boolean killed;
  private volatile boolean sealed;

  private final Object ledger = new Object();
  private final Deque<WorkerStats> endedNames = new ArrayDeque<>();
  private ServerStats endedCounts = CountsFrame.none();

  Children() throws IOException {
    poller = new EpollPoller(Trigger.LEVEL);
  }

  /**
   * Starts a child and does not wait for it. Any thread, not after {@link #seal}.
   *
   * @throws IOException when the system has no process, memory or descriptor to give
   */
  Child start(ChildJvm jvm, int socket, int handedConnections) throws IOException {
    Child child = Child.start(jvm, socket, handedConnections);
    live.add(child);
    started.add(child);
    poller.wakeup();
    // Each of the two sets its flag before it walks the set: it or this thread sees this child.
    if (stopping) {
      child.stop();
    }
    if (killed) {
      kill(child);
    }
    return child;
  }

  /** Whether none lives. Any thread. */
  boolean isEmpty() {
    return live.isEmpty();
  }

  /** Watches over the children until {@link #seal} was called and none lives. The supervisor. */
  void supervise(Watcher watcher) throws IOException {
    while (!(sealed && live.isEmpty())) {
      for (Child child = started.poll(); child != null; child = started.poll()) {
        byReportsFd.put(child.reportsFd(), child);
        poller.add(child.reportsFd(), Poller.READ);
      }
      int ready = poller.await(Poller.FOREVER);
      for (int i = 0; i < ready; i++) {
        Child child = byReportsFd.get(poller.readyFd(i));
        if (child != null) {
          receive(child, watcher);
        }
      }
    }
  }

  private void receive(Child child, Watcher watcher) throws IOException {
    boolean wasReady = child.isReady();
    if (child.receive(frames)) {
      if (!wasReady && child.isReady()) {
        watcher.ready(child);
      }
    } else {
      poller.remove(child.reportsFd());
      byReportsFd.remove(child.reportsFd());
      watcher.ended(child, bury(child));
    }
  }

  /** Reaps a child and keeps what it counted. */
  private ChildProcess.Exit bury(Child child) throws NativeIoException {
    synchronized (ledger) {
      ChildProcess.Exit exit = child.reap();
      ServerStats counts = child.counts();
      endedCounts = endedCounts.plus(counts);
      endedNames.add(named(child, counts));
      if (endedNames.size() > MOST_NAMED) {
        endedNames.remove();
      }
      live.remove(child);
      return exit;
    }
  }

  /** What all children counted so far, those that live asked now. */
  ServerStats stats() {
    long deadlineNanos = System.nanoTime() + REPORT_NANOS;
    try {
      List<Child> asked = List.copyOf(live);
      List<Long> questions = asked.stream().map(Child::ask).toList();
      for (int i = 0; i < asked.size(); i++) {
        if (!asked.get(i).awaitAnswer(questions.get(i), deadlineNanos)) {
          LOG.log(
              System.Logger.Level.WARNING,
              "child {0,number,#} does not report; its last counts are taken",
              asked.get(i).pid());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return sum();
  }

  private ServerStats sum() {
    synchronized (ledger) {
      ServerStats sum = endedCounts;
      List<WorkerStats> workers = new ArrayList<>(endedNames);
      for (Child child : live) {
        ServerStats counts = child.counts();
        sum = sum.plus(counts);
        workers.add(named(child, counts));
      }
      return new ServerStats(
          sum.accepted(),
          sum.live(),
          sum.requests(),
          sum.responses(),
          sum.refused(),
          sum.connectionErrors(),
          workers);
    }
  }

  private static WorkerStats named(Child child, ServerStats counts) {
    return new WorkerStats(Integer.toString(child.pid()), counts.responsesTotal());
  }

  /** Asks all to end after what they are doing. Any thread; does not wait. */
  void stop() {
    stopping = true;
    live.forEach(Child::stop);
  }

  /** No child is started any more: {@link #supervise} ends with the last one. Any thread. */
  void seal() {
    sealed = true;
    poller.wakeup();
  }

  /** Ends all at once. Any thread; does not wait. */
  void kill() {
    killed = true;
    live.forEach(Children::kill);
  }

  private static void kill(Child child) {
    try {
      child.kill();
    } catch (NativeIoException e) {
      LOG.log(System.Logger.Level.ERROR, "child " + child.pid() + " cannot be killed", e);
    }
  }

  /** Ends and reaps what a supervisor that failed has left. When no other thread is here. */
  @Override
  public void close() {
    kill();
    for (Child child : List.copyOf(live)) {
      try {
        bury(child);
      } catch (NativeIoException e) {
        LOG.log(System.Logger.Level.ERROR, "child " + child.pid() + " cannot be reaped", e);
      }
    }
    poller.close();
  }
}
