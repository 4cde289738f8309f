package serverbench.models.architecture.workstealing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import serverbench.http.BufferPool;
import serverbench.http.SharedBufferPool;
import serverbench.models.connection.NonBlockingConnection.Turn;
import serverbench.models.handover.OneShotAcceptor;
import serverbench.models.handover.OneShotConnections;
import serverbench.models.handover.SharedConnection;
import serverbench.models.lifecycle.LoopState;
import serverbench.models.lifecycle.Opening;
import serverbench.models.lifecycle.ServerThreads;
import serverbench.models.lifecycle.Shutdown;
import serverbench.net.EpollPoller;
import serverbench.net.EpollPoller.Trigger;
import serverbench.net.ListeningSocket;
import serverbench.server.Counters;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/**
 * Model 17, work_stealing: each worker has a deque of its own, works at one end of it, and when it
 * is empty steals from the other end of somebody else's (Blumofe and Leiserson's scheduler of Cilk;
 * here the JDK's {@link ForkJoinPool}).
 *
 * <pre>
 *   clients ==> poller &lt;--- the worker that runs the poll task
 *                               | forks a task for each ready connection
 *                               v
 *          deque of worker 1: [ c9 | c8 | ... | c1 | poll ] ---steals the oldest---> worker 2
 *                               ^ takes the youngest                                 worker n
 *                            worker 1: recv, handle, send, arm again
 * </pre>
 *
 * <p>The pool owns the threads; the poll task owns the poller, so whichever worker runs it does; a
 * task owns its connection until it arms that again. Shines when requests cost different amounts: a
 * worker that hit a long one has the rest of its deque stolen, with no queue that all fight for.
 * Fails when all are short: waking thieves then costs more than the work that they take. It is the
 * youngest request that is served first, so under overload the oldest wait long.
 *
 * <p>System calls for a request: recv, send, epoll_ctl, and a share of an epoll_wait.
 */
public final class WorkStealingServer implements Server {

  private final Handler handler;
  private final ListeningSocket listener;
  private final EpollPoller poller;
  private final ForkJoinPool pool;
  private final PollTask pollTask;
  private final BufferPool buffers = new SharedBufferPool();
  private final OneShotConnections<ConnectionTask> connections;
  private final List<StealingWorker> workers = new ArrayList<>();
  private final Counters counters = new Counters();
  private final Shutdown shutdown = new Shutdown();
  private final ServerThreads threads = new ServerThreads("work_stealing", this::drain);

  public WorkStealingServer(ServerConfig config, Handler handler) throws IOException {
    this.handler = handler;
    try (Opening opening = new Opening()) {
      listener = opening.listener(config);
      poller = opening.keep(new EpollPoller(Trigger.ONE_SHOT));
      connections =
          new OneShotConnections<>(
              poller,
              buffers,
              config.limits(),
              counters,
              shared -> new ConnectionTask(() -> serve(shared)));
      OneShotAcceptor acceptor =
          new OneShotAcceptor(
              poller,
              listener,
              config.limits().connections(),
              connections::size,
              socket -> connections.open(socket, System.nanoTime()));
      pool = newPool(config.workers());
      pollTask = new PollTask(pool, poller, acceptor, connections, threads::fault);
      opening.complete();
    }
  }

  @Override
  public int port() {
    return listener.port();
  }

  @Override
  public void start() {
    pool.execute(pollTask);
  }

  private void serve(SharedConnection<ConnectionTask> shared) {
    try {
      connections.release(
          shared, shared.connection().advance(handler, Turn.ONE_RECEIVE, System.nanoTime()));
    } catch (Throwable e) {
      threads.fault(e);
    }
  }

  @Override
  public ServerStats stats() {
    List<StealingWorker> each = workers();
    Map<String, Long> gauges = new LinkedHashMap<>();
    gauges.put("tasks", each.stream().mapToLong(StealingWorker::ran).sum());
    gauges.put("stolen", each.stream().mapToLong(StealingWorker::stolen).sum());
    gauges.put("poolSteals", pool.getStealCount());
    return counters
        .snapshot(
            each.stream()
                .map(worker -> new ServerStats.WorkerStats(worker.getName(), worker.ran()))
                .toList())
        .withGauges(gauges);
  }

  @Override
  public void close() {
    if (shutdown.begin(counters)) {
      if (Shutdown.stop(threads, this::drain, this::abort)) {
        pool.shutdownNow();
        connections.closeAll();
        poller.close();
        listener.close();
        buffers.close();
      }
    }
  }

  private void drain() {
    pollTask.enter(LoopState.DRAINING);
    listener.refuse();
  }

  private void abort() {
    pollTask.enter(LoopState.ABORTED);
    pool.shutdownNow();
  }

  private List<StealingWorker> workers() {
    synchronized (workers) {
      return List.copyOf(workers);
    }
  }

  /** A pool of exactly so many workers; each takes its own youngest task first. */
  private ForkJoinPool newPool(int workerCount) {
    return new ForkJoinPool(
        workerCount,
        this::newWorker,
        (thread, fault) -> threads.fault(fault),
        false,
        workerCount,
        workerCount,
        0,
        full -> true,
        Long.MAX_VALUE,
        TimeUnit.NANOSECONDS);
  }

  private StealingWorker newWorker(ForkJoinPool owner) {
    synchronized (workers) {
      StealingWorker worker =
          new StealingWorker("work_stealing-worker-" + workers.size(), owner, threads);
      workers.add(worker);
      return worker;
    }
  }
}
