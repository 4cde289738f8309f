package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import serverbench.models.connection.NonBlockingConnection.Turn;
import serverbench.models.multiplexing.MultiplexingServer;
import serverbench.net.KqueuePoller;
import serverbench.net.kqueue.KqueueBackend;
import serverbench.server.Endpoints;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/** Model kqueue: the label says which backend runs, and every backend serves. */
class KqueueProofTest {

  @Test
  void theLabelIsThatOfTheBackendThatRuns() throws Exception {
    try (KqueuePoller poller = new KqueuePoller()) {
      assertThat(Model.kqueue.backend(Model.DEFAULT_VARIANT))
          .hasValue(poller.backend().label())
          .hasValue(KqueueBackend.available().getFirst().label());
    }
    assertThat(Model.epoll.backend(Model.DEFAULT_VARIANT)).isEqualTo(Optional.empty());
  }

  @ParameterizedTest
  @EnumSource
  void servesOnEveryBackendFound(KqueueBackend backend) throws Exception {
    Assumptions.assumeTrue(backend.isAvailable(), backend.label() + " is not installed here");
    try (Server server =
        new MultiplexingServer(
            "kqueue",
            () -> new KqueuePoller(backend),
            Turn.ONE_RECEIVE,
            ServerConfig.defaults(),
            new Endpoints())) {
      server.start();
      try (RawClient client = new RawClient(server.port())) {
        for (int i = 0; i < 50; i++) {
          assertThat(client.send(RawClient.get("/")).receive().status()).isEqualTo(200);
        }
      }
    }
  }

  /** Our translation keeps readers and writers apart: the second set is watched by the first. */
  @Test
  void theTranslationWaitsInEpollOnTwoSets() throws Exception {
    Assumptions.assumeTrue(
        KqueueBackend.best() == KqueueBackend.EPOLL, "the translation does not run here");
    Set<String> before = sets();
    try (Server server = MultiplexingProof.started(Model.kqueue, Model.DEFAULT_VARIANT)) {
      ProcSelf.awaitIdleIn(ProcSelf.EPOLL_WAIT, "kqueue-loop");
      Set<EpollSets.Watch> own = EpollSets.watches();
      own.removeIf(watch -> before.contains(watch.epoll()));
      // The user event that wakes it, the writers' set, and the listening socket.
      assertThat(own).hasSize(3);
      assertThat(own.stream().map(EpollSets.Watch::epoll).distinct()).hasSize(1);
    }
  }

  private static Set<String> sets() throws Exception {
    return EpollSets.watches().stream().map(EpollSets.Watch::epoll).collect(Collectors.toSet());
  }
}
