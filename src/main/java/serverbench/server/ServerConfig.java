package serverbench.server;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import serverbench.http.Limits;

/**
 * How a server is set up: the same record for every model, each takes what its pattern has.
 *
 * @param bind address to listen on; loopback unless asked otherwise
 * @param port TCP port, 0 for any free one
 * @param backlog length of the kernel's accept queue (listen(2)); the kernel caps it at somaxconn
 * @param limits what clients may ask at the most
 * @param workers threads of a pool (or child processes of a process pool)
 * @param reactors event loops of the models that have several
 * @param acceptors threads that accept, in the models that have several
 * @param queueCapacity bound of the queue between threads
 */
public record ServerConfig(
    InetAddress bind,
    int port,
    int backlog,
    Limits limits,
    int workers,
    int reactors,
    int acceptors,
    int queueCapacity) {

  public ServerConfig {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
    }
    positive("backlog", backlog);
    positive("workers", workers);
    positive("reactors", reactors);
    positive("acceptors", acceptors);
    positive("queueCapacity", queueCapacity);
  }

  /** Loopback, any free port, and sizes from the number of cores. */
  public static ServerConfig defaults() {
    int cores = Runtime.getRuntime().availableProcessors();
    return new ServerConfig(
        InetAddress.getLoopbackAddress(),
        0,
        4096,
        Limits.DEFAULT,
        Math.max(8, 2 * cores),
        cores,
        Math.max(2, cores / 2),
        1024);
  }

  public ServerConfig withAddress(InetAddress bind, int port) {
    return new ServerConfig(
        bind, port, backlog, limits, workers, reactors, acceptors, queueCapacity);
  }

  public ServerConfig withLimits(Limits limits) {
    return new ServerConfig(
        bind, port, backlog, limits, workers, reactors, acceptors, queueCapacity);
  }

  /** The same with this bound of live connections. */
  public ServerConfig withConnections(int connections) {
    return withLimits(limits.withConnections(connections));
  }

  public ServerConfig withWorkers(int workers) {
    return new ServerConfig(
        bind, port, backlog, limits, workers, reactors, acceptors, queueCapacity);
  }

  public ServerConfig withReactors(int reactors) {
    return new ServerConfig(
        bind, port, backlog, limits, workers, reactors, acceptors, queueCapacity);
  }

  public ServerConfig withAcceptors(int acceptors) {
    return new ServerConfig(
        bind, port, backlog, limits, workers, reactors, acceptors, queueCapacity);
  }

  public ServerConfig withQueueCapacity(int queueCapacity) {
    return new ServerConfig(
        bind, port, backlog, limits, workers, reactors, acceptors, queueCapacity);
  }

  /** The settings by name, as they are printed with results. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("workers", Integer.toString(workers));
    settings.put("reactors", Integer.toString(reactors));
    settings.put("acceptors", Integer.toString(acceptors));
    settings.put("queueCapacity", Integer.toString(queueCapacity));
    settings.put("backlog", Integer.toString(backlog));
    return settings;
  }

  private static void positive(String name, int value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, not " + value);
    }
  }
}
