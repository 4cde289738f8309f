package serverbench.models.architecture.proactor;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import serverbench.http.BufferPool;
import serverbench.http.ConfinedBufferPool;
import serverbench.models.connection.DeadlineSweep;
import serverbench.models.lifecycle.Opening;
import serverbench.models.lifecycle.ServerThreads;
import serverbench.models.lifecycle.Shutdown;
import serverbench.net.ListeningSocket;
import serverbench.net.uring.UringSupport;
import serverbench.server.Counters;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/**
 * Model 20, proactor: the reactor's counterpart. There the server is told that it can receive, and
 * receives; here it is told that something has been received. Operations are initiated together
 * with a {@link CompletionHandler}, the kernel carries them out (io_uring), and the {@link
 * Proactor} dispatches the completions.
 *
 * <pre>
 *   clients ==> sockets ==> kernel: accept, recv, send, close
 *                              ^                      |
 *              submission queue|                      |completion queue
 *                              |                      v
 *      AsynchronousOperationProcessor            Proactor --dispatch--> CompletionHandlers
 *                              ^                                              |
 *                              +----------- next operation -------------------+
 * </pre>
 *
 * <p>One thread owns all of it and makes one system call a turn, io_uring_enter(2): it hands over
 * the operations that the handlers have initiated and waits for completions. Only a turn with slow
 * handlers makes more, so that the first answer does not wait for the last handler. Accepting is
 * one multishot operation; a connection between requests lends no memory to the kernel, which takes
 * a buffer of a shared ring when bytes arrive. Shines with many connections active at once: the
 * more there are, the more operations share a call. Fails with few (each answer waits for a turn
 * that does little else), with a handler that blocks, and where the host forbids io_uring, as many
 * container runtimes do: then {@link #open} takes the other implementation.
 */
public final class ProactorServer implements Server {

  private static final System.Logger LOG = System.getLogger(ProactorServer.class.getName());

  private final ServerConfig config;
  private final Handler handler;
  private final ListeningSocket listener;
  private final AsynchronousOperationProcessor processor;
  private final Proactor proactor;
  private final Connections connections = new Connections();
  private final BufferPool pool = new ConfinedBufferPool();
  private final Counters counters = new Counters();
  private final Shutdown shutdown = new Shutdown();
  private final ServerThreads threads = new ServerThreads("proactor", this::drain);

  private ProactorServer(ServerConfig config, Handler handler) throws IOException {
    this.config = config;
    this.handler = handler;
    try (Opening opening = new Opening()) {
      // Blocking sockets: a non-blocking one would make operations fail instead of wait.
      listener =
          opening.keep(
              ListeningSocket.open(config.bind(), config.port(), config.backlog(), Set.of()));
      processor = opening.keep(new AsynchronousOperationProcessor());
      proactor =
          new Proactor(
              processor, connections, new DeadlineSweep(config.limits(), System.nanoTime()));
      opening.complete();
    }
  }

  /**
   * The model on io_uring, or on the JDK's asynchronous channels where that is refused.
   *
   * @param refusal why there is no io_uring, as {@link UringSupport#unsupportedReason} says
   */
  public static Server open(Optional<String> refusal, ServerConfig config, Handler handler)
      throws IOException {
    if (refusal.isPresent()) {
      LOG.log(
          System.Logger.Level.WARNING, "proactor takes asynchronous channels: {0}", refusal.get());
      return new ChannelProactorServer(config, handler);
    }
    return new ProactorServer(config, handler);
  }

  /** What {@link #open} takes here. */
  public static String backend(Optional<String> refusal) {
    return refusal.isPresent() ? "nio2" : "io_uring";
  }

  @Override
  public int port() {
    return listener.port();
  }

  @Override
  public void start() {
    threads.start("loop", this::loop);
  }

  private void loop() throws IOException {
    Connection.Context context =
        new Connection.Context(processor, pool, config.limits(), handler, counters, connections);
    proactor.run(
        new Acceptor(
            processor,
            listener.fd(),
            config.backlog(),
            config.limits().connections(),
            connections::size,
            (socket, nowNanos) -> open(context, socket, nowNanos)));
  }

  private void open(Connection.Context context, int socket, long nowNanos) throws IOException {
    Connection connection = new Connection(context, socket, nowNanos);
    connections.add(connection);
    connection.start();
  }

  @Override
  public ServerStats stats() {
    return counters.snapshot();
  }

  @Override
  public void close() {
    if (shutdown.begin(counters)) {
      if (Shutdown.stop(threads, this::drain, this::abort)) {
        listener.close();
        closeProactor();
      }
    }
  }

  private void closeProactor() {
    if (processor.inFlight() == 0) {
      proactor.close();
      pool.close();
    } else {
      // Only after the loop has failed: memory that the kernel may still write to is kept.
      LOG.log(
          System.Logger.Level.ERROR,
          "{0} operations left in flight, their memory is not freed",
          processor.inFlight());
    }
  }

  private void drain() {
    proactor.drain();
    listener.refuse();
  }

  private void abort() {
    proactor.abort();
  }
}
