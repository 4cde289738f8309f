package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import serverbench.http.Request;
import serverbench.http.Response;
import serverbench.models.architecture.proactor.ChannelProactorServer;
import serverbench.models.architecture.proactor.ProactorServer;
import serverbench.net.uring.UringSupport;
import serverbench.server.Endpoints;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/** Model proactor: one thread, one kind of system call, the kernel does the rest. */
@EnabledOnOs(OS.LINUX)
class ProactorProofTest {

  private static final String LOOP = "proactor-loop";
  private static final Pattern TAIL = Pattern.compile("SqTail:\\s+(\\d+)");

  @Test
  void idlesInIoUringEnter() throws Exception {
    assumeIoUring();
    MultiplexingProof.idlesIn(ProcSelf.IO_URING_ENTER, Model.proactor, Model.DEFAULT_VARIANT, LOOP);
  }

  @Test
  void makesNoOtherCallOnSocketsWhileItServes() throws Exception {
    assumeIoUring();
    int connections = 20;
    int requests = 20;
    Map<String, Integer> calls =
        MultiplexingProof.syscallsServing(
            Model.proactor, Model.DEFAULT_VARIANT, LOOP, connections, requests);
    Set<String> sockets = new TreeSet<>(calls.keySet());
    Set<String> every = new HashSet<>(SyscallTrace.WAITING);
    every.addAll(SyscallTrace.TRANSFER);
    sockets.retainAll(every);
    assertThat(sockets).containsExactly("io_uring_enter");
    // One to hand over an answer, one to wait for the next request, seldom one more for a part of
    // either; a few for each connection.
    assertThat(calls.get("io_uring_enter"))
        .isLessThan(3 * connections * requests + 8 * connections);
  }

  /**
   * Receive, send and close are all that a connection costs: an accept operation of its own would
   * be a fourth entry in the submission queue.
   */
  @Test
  void acceptsEveryConnectionWithOneOperation() throws Exception {
    assumeIoUring();
    Set<String> before = rings();
    try (Server server = MultiplexingProof.started(Model.proactor, Model.DEFAULT_VARIANT)) {
      Set<String> own = rings();
      own.removeAll(before);
      assertThat(own).hasSize(1);
      Path info = Path.of("/proc/self/fdinfo", own.iterator().next());
      Assumptions.assumeTrue(submitted(info).isPresent(), "this kernel does not show its rings");
      serveOne(server);
      ProcSelf.awaitIdleIn(ProcSelf.IO_URING_ENTER, LOOP);
      long start = submitted(info).orElseThrow();
      for (int i = 0; i < 50; i++) {
        serveOne(server);
      }
      Eventually.holds(() -> server.stats().live() == 0, () -> server.stats().toString());
      ProcSelf.awaitIdleIn(ProcSelf.IO_URING_ENTER, LOOP);
      assertThat(submitted(info).orElseThrow() - start).isEqualTo(3 * 50);
    }
  }

  @Test
  void anAnswerDoesNotWaitForTheHandlersOfItsTurn() throws Exception {
    assumeIoUring();
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch bothSent = new CountDownLatch(1);
    CountDownLatch firstAnswered = new CountDownLatch(1);
    Endpoints endpoints = new Endpoints();
    Handler handler =
        new Handler() {
          @Override
          public Response handle(Request request) throws Exception {
            if (request.hasPath("/hold")) {
              held.countDown();
              bothSent.await();
            } else if (request.hasPath("/last")) {
              firstAnswered.await();
            }
            return endpoints.handle(request);
          }

          @Override
          public boolean mayBlock(Request request) {
            return true;
          }
        };
    try (Server server =
            Model.proactor.create(Model.DEFAULT_VARIANT, ServerConfig.defaults(), handler);
        RawClient holder = new RawClient(server.port());
        RawClient first = new RawClient(server.port());
        RawClient last = new RawClient(server.port())) {
      server.start();
      for (RawClient client : List.of(first, last)) {
        assertThat(client.send(RawClient.get("/")).receive().status()).isEqualTo(200);
      }
      holder.send(RawClient.get("/hold"));
      held.await();
      first.send(RawClient.get("/sleep?us=5000"));
      last.send(RawClient.get("/last"));
      bothSent.countDown();
      assertThat(first.receive().status()).isEqualTo(200);
      firstAnswered.countDown();
      assertThat(last.receive().status()).isEqualTo(404);
    }
  }

  @Test
  void theOtherVariantWaitsInTheJdksPoller() throws Exception {
    MultiplexingProof.idlesIn(
        ProcSelf.EPOLL_WAIT, Model.proactor, "nio2", "nio2-io", "nio2-reaper");
  }

  @Test
  void takesChannelsWhereIoUringIsRefusedAndSaysSo() throws Exception {
    Optional<String> refusal = Optional.of("io_uring is switched off here");
    assertThat(ProactorServer.backend(refusal)).isEqualTo("nio2");
    assertThat(ProactorServer.backend(Optional.empty())).isEqualTo("io_uring");
    assertThat(Model.proactor.backend(Model.DEFAULT_VARIANT))
        .hasValue(ProactorServer.backend(UringSupport.unsupportedReason()));
    try (Server server = ProactorServer.open(refusal, ServerConfig.defaults(), new Endpoints())) {
      assertThat(server).isInstanceOf(ChannelProactorServer.class);
      server.start();
      serveOne(server);
    }
  }

  private static void serveOne(Server server) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      assertThat(client.send(RawClient.getAndClose("/")).receive().status()).isEqualTo(200);
      assertThat(client.atEnd()).isTrue();
    }
  }

  private static void assumeIoUring() {
    UringSupport.unsupportedReason().ifPresent(Assumptions::abort);
  }

  /** How many entries of its submission queue a ring has had. */
  private static Optional<Long> submitted(Path info) throws IOException {
    Matcher tail = TAIL.matcher(Files.readString(info));
    return tail.find() ? Optional.of(Long.parseLong(tail.group(1))) : Optional.empty();
  }

  private static Set<String> rings() {
    return ProcEntry.list(Path.of("/proc/self/fd")).stream()
        .filter(file -> ProcEntry.target(file).orElse("").contains("[io_uring]"))
        .map(file -> file.getFileName().toString())
        .collect(Collectors.toCollection(HashSet::new));
  }
}
