package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import serverbench.models.architecture.producerconsumer.ProducerConsumerServer;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/** Model 18: several producers wait when the buffer is full, consumers when it is empty. */
@EnabledOnOs(OS.LINUX)
class ProducerConsumerProofTest {

  private static final int PRODUCERS = 3;
  private static final int CONSUMERS = 2;
  private static final int CAPACITY = 4;
  private static final int CLIENTS = 20;

  @Test
  void bothSidesWaitAndTheBoundHolds() throws Exception {
    ServerConfig config =
        ServerConfig.defaults()
            .withAcceptors(PRODUCERS)
            .withWorkers(CONSUMERS)
            .withQueueCapacity(CAPACITY);
    GatedHandler handler = new GatedHandler();
    try (Server server = new ProducerConsumerServer(config, handler)) {
      server.start();
      Eventually.holds(() -> gauge(server, "consumerWaits") == CONSUMERS, () -> stats(server));
      Eventually.holds(() -> waiting("consumer", "take") == CONSUMERS, () -> stats(server));
      Eventually.holds(
          () -> ProcSelf.count("producer_consum", ProcSelf.ACCEPT) == PRODUCERS,
          () -> ProcSelf.threads().toString());
      assertThat(gauge(server, "producerWaits")).isZero();

      try (Clients clients = new Clients(server.port(), CLIENTS)) {
        clients.send(RawClient.getAndClose("/gate"));
        // As many as the consumers serve, the buffer holds and the producers hold are accepted.
        Eventually.holds(
            () ->
                gauge(server, "producerWaits") >= PRODUCERS
                    && gauge(server, "buffered") == CAPACITY
                    && handler.arrived() == CONSUMERS,
            () -> stats(server));
        Eventually.holds(() -> waiting("producer", "put") == PRODUCERS, () -> stats(server));
        assertThat(gauge(server, "buffered")).isEqualTo(CAPACITY);
        assertThat(server.stats().accepted()).isEqualTo(CONSUMERS);

        handler.open();
        assertThat(clients.receive()).allMatch(answer -> answer.text().equals(GatedHandler.PASSED));
      }
      assertThat(gauge(server, "mostBuffered")).isEqualTo(CAPACITY);
      Eventually.holds(() -> gauge(server, "consumerWaits") >= 2 * CONSUMERS, () -> stats(server));
      assertThat(gauge(server, "buffered")).isZero();
    }
  }

  private static long gauge(Server server, String name) {
    return server.stats().gauges().get(name);
  }

  /** How many threads of this side wait in the buffer's method. */
  private static long waiting(String side, String method) {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> entry.getKey().getName().startsWith("producer_consumer-" + side))
        .filter(entry -> entry.getKey().getState() == Thread.State.WAITING)
        .filter(
            entry ->
                Arrays.stream(entry.getValue())
                    .anyMatch(
                        frame ->
                            frame.getClassName().endsWith("BoundedBuffer")
                                && frame.getMethodName().equals(method)))
        .count();
  }

  private static String stats(Server server) {
    return server.stats() + " " + Thread.getAllStackTraces().keySet();
  }
}
