package serverbench.models.architecture.halfsyncasync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import serverbench.http.Request;
import serverbench.http.Response;
import serverbench.models.Eventually;
import serverbench.models.RawClient;
import serverbench.server.Endpoints;
import serverbench.server.Handler;
import serverbench.server.ServerConfig;

/** What happens to a connection while it waits for room in the queue of model 19. */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class HeldConnectionTest {

  private static final int CAPACITY = 2;

  /** An answer that is sent before the request behind it is looked at. */
  private static final int LARGE_BYTES = 64 << 10;

  /** A server that has stopped is to be noticed; nothing else depends on this. */
  private static final Duration MOST_WAIT = Duration.ofSeconds(20);

  /** The endpoints, and {@code /gate}, which lets one request pass for each permit. */
  private static final class Turnstile implements Handler {
    final Endpoints endpoints = new Endpoints();
    final Semaphore permits = new Semaphore(0);
    final AtomicInteger arrived = new AtomicInteger();

    @Override
    public Response handle(Request request) throws Exception {
      if (!request.hasPath("/gate")) {
        return endpoints.handle(request);
      }
      arrived.incrementAndGet();
      permits.acquire();
      return Response.text(200, "passed");
    }

    @Override
    public boolean mayBlock(Request request) {
      return request.hasPath("/gate");
    }
  }

  private final Turnstile turnstile = new Turnstile();
  private final AtomicLong laterNanos = new AtomicLong();
  private final List<RawClient> clients = new ArrayList<>();
  private HaltablePoller poller;
  private HalfSyncAsyncServer server;

  @BeforeEach
  void start() throws IOException {
    ServerConfig config = ServerConfig.defaults().withWorkers(1).withQueueCapacity(CAPACITY);
    poller = new HaltablePoller();
    server =
        new HalfSyncAsyncServer(
            config, turnstile, () -> poller, () -> System.nanoTime() + laterNanos.get());
    server.start();
  }

  @AfterEach
  void close() throws IOException {
    turnstile.permits.release(clients.size());
    server.close();
    for (RawClient client : clients) {
      client.close();
    }
  }

  @Test
  void aClientMayGoBeforeItsRequestIsRead() throws Exception {
    List<RawClient> gated = fillQueue();
    RawClient gone = client().send(RawClient.get("/"));
    List<RawClient> others = List.of(client(), client(), client());
    send(others, "/");
    awaitHeld(1 + others.size());
    goWhileThereIsRoom(gone, CAPACITY);
    expectAnswers(gated, others);
  }

  @Test
  void aClientMayGoBeforeItsSecondRequestIsHandled() throws Exception {
    List<RawClient> gated = new ArrayList<>();
    gated.add(queue(RawClient.get("/gate")));
    RawClient gone = queue(RawClient.get("/bytes?n=" + LARGE_BYTES) + RawClient.get("/"));
    gated.add(queue(RawClient.get("/gate")));
    List<RawClient> late = List.of(client(), client());
    awaitAccepted();
    poller.halt();
    letPass(1);
    // In one turn others fill the queue, then the first answer leaves: no room for its second.
    send(late, "/gate");
    poller.goOn(late.size());
    gated.addAll(late);
    assertThat(gone.hasReceived(MOST_WAIT)).isTrue();
    assertThat(gone.receive().body()).hasSize(LARGE_BYTES);
    awaitHeld(1);
    goWhileThereIsRoom(gone, 1);
    expectAnswers(gated, List.of());
  }

  /** What is ready and not received makes a level-triggered poller spin. */
  @Test
  void aConnectionWhoseTimeIsOverIsNoLongerHeld() throws Exception {
    RawClient slow = client().send(RawClient.get("/") + "GET / HTTP/1.1\r\n");
    assertThat(slow.receive().status()).isEqualTo(200);
    List<RawClient> gated = fillQueue();
    slow.send("Host: test\r\n");
    awaitHeld(1);
    laterNanos.addAndGet(Duration.ofHours(1).toNanos());
    poller.wakeup();
    assertThat(slow.receive().status()).isEqualTo(408);
    // It lingers, and is held again for what it had sent.
    awaitHeld(2);
    slow.close();
    expectAnswers(gated, List.of());
  }

  /** One request is at the turnstile with the only worker, the queue is full behind it. */
  private List<RawClient> fillQueue() throws IOException {
    List<RawClient> gated = new ArrayList<>();
    for (int i = 0; i < 1 + CAPACITY; i++) {
      gated.add(queue(RawClient.get("/gate")));
    }
    return gated;
  }

  /** A client whose request is with the worker, if it is the first, or else in the queue. */
  private RawClient queue(String requests) throws IOException {
    long read = server.stats().requests() + 1;
    RawClient client = client().send(requests);
    Eventually.holds(
        () -> server.stats().requests() == read && turnstile.arrived.get() > 0,
        () -> server.stats().toString());
    return client;
  }

  /** The worker makes room, and before the loop knows of it a held client resets. */
  private void goWhileThereIsRoom(RawClient gone, int room) throws Exception {
    poller.halt();
    letPass(room);
    gone.reset();
    poller.goOn(1);
  }

  /** Returns when the request behind those has arrived. */
  private void letPass(int requests) {
    int next = turnstile.arrived.get() + requests;
    turnstile.permits.release(requests);
    Eventually.holds(
        () -> turnstile.arrived.get() == next, () -> turnstile.arrived + " at the turnstile");
  }

  /** Nobody else has been harmed, and the one that is gone has left nothing behind. */
  private void expectAnswers(List<RawClient> gated, List<RawClient> others) throws IOException {
    turnstile.permits.release(gated.size());
    expect(gated, "passed");
    expect(others, "Hello, World!");
    List<RawClient> newcomers = List.of(client());
    send(newcomers, "/");
    send(others, "/");
    expect(newcomers, "Hello, World!");
    expect(others, "Hello, World!");
    int alive = gated.size() + others.size() + newcomers.size();
    Eventually.holds(() -> server.stats().live() == alive, () -> server.stats().toString());
  }

  private static void send(List<RawClient> clients, String target) throws IOException {
    for (RawClient client : clients) {
      client.send(RawClient.get(target));
    }
  }

  private static void expect(List<RawClient> clients, String text) throws IOException {
    for (RawClient client : clients) {
      assertThat(client.hasReceived(MOST_WAIT)).isTrue();
      assertThat(client.receive().text()).isEqualTo(text);
    }
  }

  private RawClient client() throws IOException {
    RawClient client = new RawClient(server.port());
    clients.add(client);
    return client;
  }

  private void awaitAccepted() {
    Eventually.holds(
        () -> server.stats().accepted() == clients.size(), () -> server.stats().toString());
  }

  /** So often has a connection been held so far. */
  private void awaitHeld(int times) {
    Eventually.holds(() -> poller.silenced() == times, () -> poller.silenced() + " times");
  }
}
