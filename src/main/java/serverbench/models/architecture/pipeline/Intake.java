package serverbench.models.architecture.pipeline;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import serverbench.models.connection.NonBlockingConnection.Turn;
import serverbench.models.handover.OneShotAcceptor;
import serverbench.models.handover.OneShotConnections;
import serverbench.models.lifecycle.LoopState;
import serverbench.net.Poller;
import serverbench.server.Handler;

/**
 * The mouth of the pipeline: one thread that waits for readiness and puts each ready connection
 * into the read stage. When that is full it waits, and asks the kernel for no more: back-pressure
 * ends in the clients' sockets. Between its turns it reviews the stages.
 */
final class Intake {

  private static final long REVIEW_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Poller poller;
  private final OneShotAcceptor acceptor;
  private final OneShotConnections<Job> connections;
  private final Stages stages;
  private final Handler handler;
  private final int producer;
  private long reviewedNanos = System.nanoTime();
  private boolean drained;

  private volatile LoopState state = LoopState.SERVING;

  /**
   * @param producer the number of this thread among those that put into stages
   */
  Intake(
      Poller poller,
      OneShotAcceptor acceptor,
      OneShotConnections<Job> connections,
      Stages stages,
      Handler handler,
      int producer) {
    this.poller = poller;
    this.acceptor = acceptor;
    this.connections = connections;
    this.stages = stages;
    this.handler = handler;
    this.producer = producer;
  }

  void run() throws Exception {
    try {
      while (state == LoopState.SERVING || state == LoopState.DRAINING && !hasEnded()) {
        turn();
      }
    } finally {
      stages.close();
    }
  }

  /** Makes the thread look. Any thread. */
  void enter(LoopState next) {
    state = next;
    poller.wakeup();
  }

  private void turn() throws IOException, InterruptedException {
    long now = System.nanoTime();
    acceptor.resume(now);
    connections.expire(now, this::expired);
    int ready = poller.await(waitNanos(now));
    for (int i = 0; i < ready; i++) {
      int fd = poller.readyFd(i);
      if (acceptor.watches(fd)) {
        if (acceptor.claim()) {
          acceptor.accept(System.nanoTime());
        }
      } else {
        Job job = connections.claim(fd);
        if (job != null) {
          put(job);
        }
      }
    }
    stages.read().wake();
    review();
  }

  private void put(Job job) throws InterruptedException {
    while (!stages.read().put(job, producer, REVIEW_NANOS)) {
      review();
    }
  }

  private void review() {
    long now = System.nanoTime();
    if (now - reviewedNanos >= REVIEW_NANOS) {
      reviewedNanos = now;
      stages.review();
    }
  }

  /** A 408 goes out, or the connection has ended: neither needs the stages or the handler. */
  private void expired(Job job) throws IOException {
    connections.release(
        job.shared, job.connection.advance(handler, Turn.ONE_RECEIVE, System.nanoTime()));
  }

  private long waitNanos(long now) {
    long longest = stages.areEmpty() ? Poller.FOREVER : REVIEW_NANOS;
    return Math.min(longest, Math.min(acceptor.waitNanos(now), connections.waitNanos(now)));
  }

  private boolean hasEnded() throws IOException {
    if (!drained) {
      drained = true;
      acceptor.stop();
      connections.drain();
    }
    return connections.size() == 0;
  }
}
