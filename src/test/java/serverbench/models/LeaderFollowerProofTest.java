package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import serverbench.http.Request;
import serverbench.http.Response;
import serverbench.models.architecture.leaderfollower.LeaderFollowerServer;
import serverbench.net.EpollPoller;
import serverbench.net.EpollPoller.Trigger;
import serverbench.net.Poller;
import serverbench.server.Endpoints;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/** Model 7: one leader waits, and whoever gets an event serves it itself. */
@EnabledOnOs(OS.LINUX)
class LeaderFollowerProofTest {

  private static final String THREADS = "leader_follower";

  @Test
  void idleExactlyOneThreadWaitsAtThePoller() throws Exception {
    try (Server server = server(4, new EpollPoller(Trigger.ONE_SHOT), new Endpoints())) {
      server.start();
      try (Clients clients = new Clients(server.port(), 8)) {
        clients.send(RawClient.get("/")).receive();
        Eventually.holds(
            () ->
                ProcSelf.count(THREADS, ProcSelf.EPOLL_WAIT) == 1
                    && ProcSelf.count(THREADS, ProcSelf.FUTEX) == 3,
            () -> ProcSelf.threads().toString());
        assertThat(ProcSelf.count(THREADS)).isEqualTo(4);
      }
    }
  }

  @Test
  void leadershipMovesAndIsNeverSharedAndWhoLedServes() throws Exception {
    CountingPoller poller = new CountingPoller();
    ServingCheck handler = new ServingCheck(poller);
    try (Server server = server(4, poller, handler)) {
      server.start();
      try (Clients clients = new Clients(server.port(), 16)) {
        for (int round = 0; round < 50; round++) {
          assertThat(clients.send(RawClient.get("/sleep?us=200")).receive())
              .allMatch(answer -> answer.status() == 200);
        }
      }
    }
    assertThat(poller.mostWaiting.get()).isEqualTo(1);
    assertThat(poller.leaders).hasSizeGreaterThan(1);
    assertThat(handler.served.sum()).isEqualTo(16 * 50);
    assertThat(handler.servedWithoutHavingLed.sum()).isZero();
  }

  @Test
  void aBusyThreadIsNotPromoted() throws Exception {
    CountingPoller poller = new CountingPoller();
    GatedHandler handler = new GatedHandler();
    try (Server server = server(2, poller, handler)) {
      server.start();
      try (Clients blocked = new Clients(server.port(), 2);
          RawClient late = new RawClient(server.port())) {
        assertThat(late.send(RawClient.get("/")).receive().status()).isEqualTo(200);
        blocked.send(RawClient.get("/gate"));
        Eventually.holds(() -> handler.arrived() == 2, () -> handler.arrived() + " at the gate");
        long waits = poller.waits.sum();
        late.send(RawClient.get("/"));
        // Both threads serve, so nobody leads, although an event is there.
        assertThat(poller.waiting.get()).isZero();
        assertThat(ProcSelf.count(THREADS, ProcSelf.EPOLL_WAIT)).isZero();
        assertThat(poller.waits.sum()).isEqualTo(waits);
        handler.open();
        assertThat(late.receive().status()).isEqualTo(200);
        assertThat(blocked.receive()).allMatch(answer -> answer.text().equals(GatedHandler.PASSED));
      }
    }
  }

  /** The same as KernelRefusalTest, where nothing may be traced. */
  @Test
  void aConnectionThatThePollerCannotTakeIsClosedAlone() throws Exception {
    RefusingPoller poller = new RefusingPoller();
    try (Server server = server(2, poller, new Endpoints())) {
      server.start();
      poller.refuses.set(true);
      try (RawClient refused = new RawClient(server.port())) {
        assertThat(refused.isOver()).isTrue();
      }
      assertThat(poller.refuses).isFalse();
      assertThat(server.stats().refused()).isEqualTo(1);
      try (RawClient next = new RawClient(server.port())) {
        assertThat(next.send(RawClient.get("/")).receive().status()).isEqualTo(200);
      }
      Eventually.holds(() -> server.stats().live() == 0, () -> server.stats().toString());
    }
  }

  private static Server server(int threads, Poller poller, Handler handler) throws IOException {
    return new LeaderFollowerServer(poller, ServerConfig.defaults().withWorkers(threads), handler);
  }

  /** Refuses one descriptor when it is told to. */
  private static final class RefusingPoller extends ForwardingPoller {
    final AtomicBoolean refuses = new AtomicBoolean();

    RefusingPoller() throws IOException {
      super(new EpollPoller(Trigger.ONE_SHOT));
    }

    @Override
    public void add(int fd, int interest) throws IOException {
      if (refuses.compareAndSet(true, false)) {
        throw new IOException("no space for this descriptor");
      }
      super.add(fd, interest);
    }
  }

  /** Counts who is inside await, and remembers which thread took an event out last. */
  private static final class CountingPoller extends ForwardingPoller {
    final AtomicInteger waiting = new AtomicInteger();
    final AtomicInteger mostWaiting = new AtomicInteger();
    final LongAdder waits = new LongAdder();
    final Set<Thread> leaders = ConcurrentHashMap.newKeySet();
    final Set<Thread> tookEvent = ConcurrentHashMap.newKeySet();

    CountingPoller() throws IOException {
      super(new EpollPoller(Trigger.ONE_SHOT));
    }

    @Override
    public int await(long timeoutNanos) throws IOException {
      waits.increment();
      leaders.add(Thread.currentThread());
      mostWaiting.accumulateAndGet(waiting.incrementAndGet(), Math::max);
      try {
        return super.await(timeoutNanos);
      } finally {
        waiting.decrementAndGet();
      }
    }

    @Override
    public int readyFd(int index) {
      tookEvent.add(Thread.currentThread());
      return super.readyFd(index);
    }
  }

  /** Each request must be handled by a thread that has just taken an event as the leader. */
  private record ServingCheck(
      CountingPoller poller, Handler endpoints, LongAdder served, LongAdder servedWithoutHavingLed)
      implements Handler {

    ServingCheck(CountingPoller poller) {
      this(poller, new Endpoints(), new LongAdder(), new LongAdder());
    }

    @Override
    public Response handle(Request request) throws Exception {
      served.increment();
      if (!poller.tookEvent.remove(Thread.currentThread())) {
        servedWithoutHavingLed.increment();
      }
      return endpoints.handle(request);
    }

    @Override
    public boolean mayBlock(Request request) {
      return endpoints.mayBlock(request);
    }
  }
}
