package serverbench.models.architecture.producerconsumer;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import serverbench.http.BufferPool;
import serverbench.http.ConfinedBufferPool;
import serverbench.http.Limits;
import serverbench.models.connection.BlockingAcceptor;
import serverbench.models.connection.BlockingConnections;
import serverbench.models.connection.SharedWorkerLimits;
import serverbench.models.lifecycle.ServerThreads;
import serverbench.models.lifecycle.Shutdown;
import serverbench.net.ListeningSocket;
import serverbench.net.Sockets;
import serverbench.server.Counters;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/**
 * Model 18, producer_consumer: P threads produce connections, C threads consume them, and a bounded
 * buffer lets each side go at its own pace.
 *
 * <pre>
 *   clients --+--> producer 1 (accept) --put--+                      +--take--> consumer 1: serves
 *             |                               +--> BoundedBuffer ----+          it to its end
 *             +--> producer P (accept) --put--+    full: put waits   +--take--> consumer C
 *                                                  empty: take waits
 * </pre>
 *
 * <p>All producers block in accept on the one listening socket, of which the kernel wakes one for
 * each connection; a consumer owns what it took until that ends. It is thread_pool's relative: that
 * is a pool with a queue in front of it and one acceptor, here the buffer is the subject. There are
 * several producers, and how often either side had to wait is counted: waiting producers ask for
 * more consumers, waiting consumers say that there are enough.
 *
 * <p>Shines when arrivals come in bursts that the buffer can smooth and when each side is to be
 * sized for itself. Fails as thread_pool does: a consumer is tied to a connection, therefore one
 * ends after 100 answers or 5 s of silence. Every hand-over takes the one lock.
 */
public final class ProducerConsumerServer implements Server {

  private final int producers;
  private final int consumers;
  private final ListeningSocket listener;
  private final BlockingAcceptor acceptor;
  private final BoundedBuffer buffer;
  private final AtomicInteger producing;
  private final BlockingConnections connections;
  private final Counters counters = new Counters();
  private final Shutdown shutdown = new Shutdown();
  private final ServerThreads threads = new ServerThreads("producer_consumer", this::stopAccepting);

  public ProducerConsumerServer(ServerConfig config, Handler handler) throws IOException {
    Limits limits = SharedWorkerLimits.of(config.limits());
    producers = config.acceptors();
    consumers = config.workers();
    producing = new AtomicInteger(producers);
    buffer = new BoundedBuffer(config.queueCapacity());
    listener = ListeningSocket.open(config.bind(), config.port(), config.backlog(), Set.of());
    listener.setTimeouts(limits.idleTime(), limits.idleTime());
    acceptor = new BlockingAcceptor(listener);
    connections = new BlockingConnections(limits, handler, counters);
  }

  @Override
  public int port() {
    return listener.port();
  }

  @Override
  public void start() {
    for (int i = 0; i < producers; i++) {
      threads.start("producer-" + i, this::produce);
    }
    for (int i = 0; i < consumers; i++) {
      threads.start("consumer-" + i, this::consume);
    }
  }

  private void produce() throws Exception {
    try {
      acceptor.run(this::put);
    } finally {
      if (producing.decrementAndGet() == 0) {
        buffer.close();
      }
    }
  }

  private void put(int socket) throws InterruptedException {
    try {
      buffer.put(socket);
    } catch (InterruptedException e) {
      Sockets.close(socket);
      throw e;
    }
  }

  private void consume() throws InterruptedException {
    try (BufferPool pool = new ConfinedBufferPool()) {
      for (int socket = buffer.take(); socket != BoundedBuffer.END; socket = buffer.take()) {
        connections.serve(socket, pool);
      }
    }
  }

  @Override
  public ServerStats stats() {
    BoundedBuffer.Waits waits = buffer.waits();
    Map<String, Long> gauges = new LinkedHashMap<>();
    gauges.put("producerWaits", waits.byProducers());
    gauges.put("consumerWaits", waits.byConsumers());
    gauges.put("buffered", (long) waits.size());
    gauges.put("mostBuffered", (long) waits.deepest());
    return counters.snapshot().withGauges(gauges);
  }

  @Override
  public void close() {
    if (shutdown.begin(counters)) {
      boolean ended = Shutdown.stop(threads, this::stopAccepting, connections::abort);
      closeBuffered();
      if (ended) {
        listener.close();
      }
    }
  }

  /** Connections that no consumer took: only when consumers were forced to end. */
  private void closeBuffered() {
    buffer.close();
    buffer.drain().forEach(Sockets::close);
  }

  private void stopAccepting() {
    acceptor.stop();
    connections.drain();
  }
}
