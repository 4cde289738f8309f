package serverbench.models.architecture.workstealing;

import java.io.IOException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RejectedExecutionException;
import serverbench.models.handover.OneShotAcceptor;
import serverbench.models.handover.OneShotConnections;
import serverbench.models.lifecycle.LoopState;
import serverbench.net.Poller;

/**
 * Polling, as a task of the pool like any other; there is one, so one worker at a time polls.
 *
 * <pre>
 *   worker's deque after a poll:    own end                                    other end
 *                                   [ connection n | ... | connection 1 | this task ]
 *                                    ^ taken next by the worker   taken first by a thief ^
 * </pre>
 *
 * <p>It forks itself before it forks what is ready, so it is the oldest: the first idle worker
 * steals it and polls on while the tasks run; if nobody is idle, the worker comes back to it when
 * it has run everything, also when it is the only one. It waits in the kernel only when no task is
 * queued anywhere and it has found no connection whose time is over: the tasks of those are forked
 * with those of the poll, so that nobody can run them before it returns. When tasks are queued and
 * nothing is ready, it goes to the shared submission queues and leaves its worker free to steal.
 */
final class PollTask extends ForkJoinTask<Void> {

  private static final long serialVersionUID = 1L;

  private final transient ForkJoinPool pool;
  private final transient Poller poller;
  private final transient OneShotAcceptor acceptor;
  private final transient OneShotConnections<ConnectionTask> connections;
  private final transient Faults faults;
  private transient boolean drained;

  private volatile LoopState state = LoopState.SERVING;

  /** Told when polling fails; the task is not run again then. */
  @FunctionalInterface
  interface Faults {
    void failed(Throwable cause);
  }

  PollTask(
      ForkJoinPool pool,
      Poller poller,
      OneShotAcceptor acceptor,
      OneShotConnections<ConnectionTask> connections,
      Faults faults) {
    this.pool = pool;
    this.poller = poller;
    this.acceptor = acceptor;
    this.connections = connections;
    this.faults = faults;
  }

  /** Makes the present or the next run look. Any thread. */
  void enter(LoopState next) {
    state = next;
    poller.wakeup();
  }

  @Override
  protected boolean exec() {
    try {
      if (state == LoopState.SERVING || state == LoopState.DRAINING && !hasEnded()) {
        poll(StealingWorker.current());
      } else {
        pool.shutdown();
      }
    } catch (RejectedExecutionException e) {
      // The pool has been told to end at once, which is the only reason for it to refuse.
      if (state != LoopState.ABORTED) {
        faults.failed(e);
      }
    } catch (Throwable e) {
      faults.failed(e);
    }
    // Never complete, so that it can be forked again.
    return false;
  }

  private void poll(StealingWorker worker) throws IOException {
    long now = System.nanoTime();
    acceptor.resume(now);
    connections.expire(now, worker::collect);
    boolean othersWait = pool.getQueuedTaskCount() > 0;
    int ready = poller.await(othersWait || worker.hasCollected() ? 0 : waitNanos(now));
    for (int i = 0; i < ready; i++) {
      int fd = poller.readyFd(i);
      if (acceptor.watches(fd)) {
        if (acceptor.claim()) {
          acceptor.accept(System.nanoTime());
        }
      } else {
        ConnectionTask task = connections.claim(fd);
        if (task != null) {
          worker.collect(task);
        }
      }
    }
    // From here on the poller may be another worker's.
    if (ready == 0 && othersWait) {
      pool.externalSubmit(this);
    } else {
      fork();
    }
    worker.forkCollected();
  }

  private long waitNanos(long now) {
    return Math.min(acceptor.waitNanos(now), connections.waitNanos(now));
  }

  private boolean hasEnded() throws IOException {
    if (!drained) {
      drained = true;
      acceptor.stop();
      connections.drain();
    }
    return connections.size() == 0;
  }

  @Override
  public Void getRawResult() {
    return null;
  }

  @Override
  protected void setRawResult(Void result) {}
}
