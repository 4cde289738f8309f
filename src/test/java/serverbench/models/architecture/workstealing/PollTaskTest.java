package serverbench.models.architecture.workstealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import serverbench.http.BufferPool;
import serverbench.http.Limits;
import serverbench.http.SharedBufferPool;
import serverbench.models.ForwardingPoller;
import serverbench.models.connection.NonBlockingConnection.Turn;
import serverbench.models.handover.OneShotAcceptor;
import serverbench.models.handover.OneShotConnections;
import serverbench.models.handover.SharedConnection;
import serverbench.models.lifecycle.LoopState;
import serverbench.models.lifecycle.ServerThreads;
import serverbench.net.EpollPoller;
import serverbench.net.ListeningSocket;
import serverbench.net.ListeningSocket.Option;
import serverbench.server.Counters;
import serverbench.server.Endpoints;

/** Model 17: the poll task waits in the kernel only when nobody waits for its worker. */
@Timeout(60)
class PollTaskTest {

  private static final Limits LIMITS =
      Limits.DEFAULT.withTimes(Duration.ofMinutes(1), Duration.ofMillis(50));

  private final AtomicReference<Throwable> fault = new AtomicReference<>();
  private final Counters counters = new Counters();
  private final BufferPool buffers = new SharedBufferPool();
  private OneShotConnections<ConnectionTask> connections;

  @Test
  void aConnectionWhoseTimeIsOverDoesNotWaitForThePoller() throws Exception {
    Recorder poller = new Recorder();
    try (ListeningSocket listener =
        ListeningSocket.open(
            InetAddress.getLoopbackAddress(), 0, 16, Set.of(Option.NON_BLOCKING))) {
      connections =
          new OneShotConnections<>(
              poller, buffers, LIMITS, counters, shared -> new ConnectionTask(() -> serve(shared)));
      OneShotAcceptor acceptor =
          new OneShotAcceptor(
              poller,
              listener,
              16,
              connections::size,
              socket -> connections.open(socket, System.nanoTime()));
      // One worker: it runs what it forked before it polls again.
      ServerThreads threads = new ServerThreads("test", () -> {});
      ForkJoinPool pool =
          new ForkJoinPool(
              1, owner -> new StealingWorker("test-worker", owner, threads), null, false);
      PollTask task = new PollTask(pool, poller, acceptor, connections, fault::set);
      pool.execute(task);
      try (Socket idle = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
        assertThat(idle.getInputStream().read()).as("the end").isEqualTo(-1);
      }
      task.enter(LoopState.DRAINING);
      assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }
    poller.close();
    buffers.close();
    assertThat(fault.get()).isNull();
    assertThat(poller.lastTimeoutNanosAtEnd).isZero();
  }

  private void serve(SharedConnection<ConnectionTask> shared) {
    try {
      connections.release(
          shared,
          shared.connection().advance(new Endpoints(), Turn.ONE_RECEIVE, System.nanoTime()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How long the wait was to be that came before a connection's end. */
  private static final class Recorder extends ForwardingPoller {
    private long lastTimeoutNanos = -1;
    private volatile long lastTimeoutNanosAtEnd = -1;

    Recorder() throws IOException {
      super(new EpollPoller(EpollPoller.Trigger.ONE_SHOT));
    }

    @Override
    public int await(long timeoutNanos) throws IOException {
      lastTimeoutNanos = timeoutNanos;
      return super.await(timeoutNanos);
    }

    @Override
    public void remove(int fd) {
      lastTimeoutNanosAtEnd = lastTimeoutNanos;
      super.remove(fd);
    }
  }
}
