package serverbench.models;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import serverbench.models.architecture.hybrid.ProcessThreadServer;
import serverbench.models.architecture.reactor.ReactorServer;
import serverbench.models.architecture.reactor.ReactorServer.Topology;
import serverbench.models.basic.MultiProcessServer;
import serverbench.models.basic.MultiThreadServer;
import serverbench.models.basic.ProcessPool1Server;
import serverbench.models.basic.ProcessPool2Server;
import serverbench.models.basic.SingleProcessServer;
import serverbench.models.basic.ThreadPoolServer;
import serverbench.models.connection.NonBlockingConnection.Turn;
import serverbench.models.modern.FiberServer;
import serverbench.models.multiplexing.MultiplexingServer;
import serverbench.net.EpollPoller;
import serverbench.net.EpollPoller.Trigger;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/**
 * The registry: every model of the article, by the name that the article gives it. Command line,
 * JMH parameter, contract tests, charts and report all go through these constants; a new model is
 * one file and one constant. The constants are in lower case because {@code -p model=epoll} of JMH
 * looks them up by name.
 */
public enum Model {
  single_process(
      1,
      Family.BASIC,
      "one thread serves one connection after the other",
      Article.qps(19_075.400),
      Variant.only(SingleProcessServer::new)),

  multi_process(
      2,
      Family.BASIC,
      "a child process for each connection",
      Article.qps(6_904.800),
      new Variant(Model.DEFAULT_VARIANT, Host.SPAWN, MultiProcessServer::new)),

  multi_thread(
      3,
      Family.BASIC,
      "a platform thread for each connection",
      Article.qps(18_137.834),
      Variant.only(MultiThreadServer::new)),

  process_pool1(
      4,
      Family.BASIC,
      "processes that accept on one shared socket",
      Article.qps(18_337.299),
      new Variant(Model.DEFAULT_VARIANT, Host.SPAWN, ProcessPool1Server::new)),

  process_pool2(
      5,
      Family.BASIC,
      "processes with a socket each on one port",
      Article.qps(18_589.268),
      new Variant(Model.DEFAULT_VARIANT, Host.SPAWN, ProcessPool2Server::new)),

  thread_pool(
      6,
      Family.BASIC,
      "an acceptor, a bounded queue, a fixed number of workers",
      Article.qps(18_483.166),
      Variant.only(ThreadPoolServer::new)),

  epoll(
      10,
      Family.MULTIPLEXING,
      "one thread, epoll(7)",
      Article.NO_FIGURE,
      new Variant(
          Model.DEFAULT_VARIANT,
          Host.LINUX,
          (config, handler) ->
              new MultiplexingServer(
                  "epoll",
                  () -> new EpollPoller(Trigger.LEVEL),
                  Turn.ONE_RECEIVE,
                  config,
                  handler)),
      new Variant(
          "et",
          Host.LINUX,
          (config, handler) ->
              new MultiplexingServer(
                  "epoll-et",
                  () -> new EpollPoller(Trigger.EDGE),
                  Turn.UNTIL_WOULD_BLOCK,
                  config,
                  handler))),

  reactor(
      12,
      Family.ARCHITECTURE,
      "a dispatcher that calls the handler registered for each event",
      Article.qps(18_945.467),
      new Variant(
          Model.DEFAULT_VARIANT,
          Host.LINUX,
          (config, handler) -> new ReactorServer(Topology.SINGLE, config, handler)),
      new Variant(
          "multi",
          Host.LINUX,
          (config, handler) -> new ReactorServer(Topology.MULTI, config, handler))),

  fiber(
      16,
      Family.MODERN,
      "a virtual thread for each connection",
      Article.qps(18_994.268),
      Variant.only(FiberServer::new)),

  hybrid(
      22,
      Family.ARCHITECTURE,
      "several models in one server",
      Article.NO_FIGURE,
      new Variant("process-thread", Host.SPAWN, ProcessThreadServer::new));

  /** The variant that runs when none is named. */
  public static final String DEFAULT_VARIANT = "default";

  private final int number;
  private final Family family;
  private final String description;
  private final OptionalDouble articleQps;
  private final List<Variant> variants;

  Model(
      int number,
      Family family,
      String description,
      OptionalDouble articleQps,
      Variant... variants) {
    this.number = number;
    this.family = family;
    this.description = description;
    this.articleQps = articleQps;
    this.variants = List.of(variants);
  }

  /** The model's place in the article, 1 to 22. */
  public int number() {
    return number;
  }

  public Family family() {
    return family;
  }

  /** One line, lower case, without a full stop. */
  public String description() {
    return description;
  }

  /** Names of all variants, the default first. */
  public List<String> variants() {
    return variants.stream().map(Variant::name).toList();
  }

  /** The requests per second that the article measured, where it has a figure. */
  public OptionalDouble articleQps() {
    return articleQps;
  }

  /**
   * Why this variant cannot run on this host, or empty when it can.
   *
   * @throws IllegalArgumentException for a name that is none of {@link #variants}
   */
  public Optional<String> unsupported(String variant) {
    return variant(variant).host().refusal();
  }

  /**
   * A server of this model, bound but not started.
   *
   * @param variant one of {@link #variants}
   * @throws IllegalArgumentException for another variant
   * @throws IOException when the address cannot be bound
   */
  public Server create(String variant, ServerConfig config, Handler handler) throws IOException {
    return variant(variant).factory().create(config, handler);
  }

  private Variant variant(String wanted) {
    return variants.stream()
        .filter(variant -> variant.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name() + " has no variant " + wanted + "; it has " + variants()));
  }
}
