package serverbench.models;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import serverbench.models.architecture.eventloop.EventLoopServer;
import serverbench.models.architecture.halfsyncasync.HalfSyncAsyncServer;
import serverbench.models.architecture.hybrid.EpollCoroutineServer;
import serverbench.models.architecture.hybrid.HybridServer;
import serverbench.models.architecture.hybrid.ProcessThreadServer;
import serverbench.models.architecture.leaderfollower.LeaderFollowerServer;
import serverbench.models.architecture.pipeline.PipelineServer;
import serverbench.models.architecture.proactor.ChannelProactorServer;
import serverbench.models.architecture.proactor.ProactorServer;
import serverbench.models.architecture.producerconsumer.ProducerConsumerServer;
import serverbench.models.architecture.reactor.ReactorServer;
import serverbench.models.architecture.reactor.ReactorServer.Topology;
import serverbench.models.architecture.workstealing.WorkStealingServer;
import serverbench.models.basic.MultiProcessServer;
import serverbench.models.basic.MultiThreadServer;
import serverbench.models.basic.ProcessPool1Server;
import serverbench.models.basic.ProcessPool2Server;
import serverbench.models.basic.SingleProcessServer;
import serverbench.models.basic.ThreadPoolServer;
import serverbench.models.connection.NonBlockingConnection.Turn;
import serverbench.models.modern.FiberServer;
import serverbench.models.modern.actor.ActorServer;
import serverbench.models.modern.cooperative.CooperativeFiberServer;
import serverbench.models.modern.coroutine.CoroutineServer;
import serverbench.models.multiplexing.MultiplexingServer;
import serverbench.net.EpollPoller;
import serverbench.net.EpollPoller.Trigger;
import serverbench.net.KqueuePoller;
import serverbench.net.PollPoller;
import serverbench.net.SelectPoller;
import serverbench.net.kqueue.KqueueBackend;
import serverbench.net.uring.UringSupport;
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

  leader_follower(
      7,
      Family.ARCHITECTURE,
      "threads take turns at one poller; who gets an event serves it",
      Article.qps(20_180.701),
      new Variant(
          Model.DEFAULT_VARIANT,
          Host.LINUX,
          (config, handler) ->
              new LeaderFollowerServer(new EpollPoller(Trigger.ONE_SHOT), config, handler))),

  select(
      8,
      Family.MULTIPLEXING,
      "one thread, select(2)",
      Article.NO_FIGURE,
      Variant.only(
          (config, handler) ->
              new MultiplexingServer(
                  "select", SelectPoller::new, Turn.ONE_RECEIVE, config, handler))),

  poll(
      9,
      Family.MULTIPLEXING,
      "one thread, poll(2)",
      Article.qps(18_817.867),
      Variant.only(
          (config, handler) ->
              new MultiplexingServer("poll", PollPoller::new, Turn.ONE_RECEIVE, config, handler))),

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

  kqueue(
      11,
      Family.MULTIPLEXING,
      "one thread, kqueue(2)",
      Article.qps(19_096.133),
      new Variant(
          Model.DEFAULT_VARIANT,
          Host.ANY,
          (config, handler) ->
              new MultiplexingServer(
                  "kqueue", KqueuePoller::new, Turn.ONE_RECEIVE, config, handler),
          () -> Optional.of(KqueueBackend.best().label()))),

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

  coroutine(
      13,
      Family.MODERN,
      "a state machine for each connection, resumed by a scheduler",
      Article.NO_FIGURE,
      new Variant(Model.DEFAULT_VARIANT, Host.LINUX, CoroutineServer::new)),

  actor(
      14,
      Family.MODERN,
      "an actor for each connection, and nothing shared but messages",
      Article.qps(18_681.500),
      new Variant(Model.DEFAULT_VARIANT, Host.LINUX, ActorServer::new)),

  event_loop(
      15,
      Family.ARCHITECTURE,
      "a queue of callbacks and a heap of timers on one thread",
      Article.qps(19_442.801),
      new Variant(Model.DEFAULT_VARIANT, Host.LINUX, EventLoopServer::new)),

  fiber(
      16,
      Family.MODERN,
      "a virtual thread for each connection",
      Article.qps(18_994.268),
      new Variant(Model.DEFAULT_VARIANT, Host.ANY, FiberServer::new),
      new Variant("cooperative", Host.LINUX, CooperativeFiberServer::new)),

  work_stealing(
      17,
      Family.ARCHITECTURE,
      "a deque for each worker, idle workers steal from the others",
      Article.qps(8_903.566),
      new Variant(Model.DEFAULT_VARIANT, Host.LINUX, WorkStealingServer::new)),

  producer_consumer(
      18,
      Family.ARCHITECTURE,
      "several acceptors, a bounded buffer, several workers",
      Article.qps(18_208.633),
      Variant.only(ProducerConsumerServer::new)),

  half_sync_async(
      19,
      Family.ARCHITECTURE,
      "one event loop for all I/O, queues, blocking workers",
      Article.NO_FIGURE,
      new Variant(Model.DEFAULT_VARIANT, Host.LINUX, HalfSyncAsyncServer::new)),

  proactor(
      20,
      Family.ARCHITECTURE,
      "the kernel does the I/O, handlers are called when it is done",
      Article.qps(18_130.533),
      new Variant(
          Model.DEFAULT_VARIANT,
          Host.ANY,
          (config, handler) ->
              ProactorServer.open(UringSupport.unsupportedReason(), config, handler),
          () -> Optional.of(ProactorServer.backend(UringSupport.unsupportedReason()))),
      new Variant("nio2", Host.ANY, ChannelProactorServer::new)),

  pipeline(
      21,
      Family.ARCHITECTURE,
      "stages with a queue and threads each, which follow the load",
      Article.NO_FIGURE,
      new Variant(Model.DEFAULT_VARIANT, Host.LINUX, PipelineServer::new)),

  hybrid(
      22,
      Family.ARCHITECTURE,
      "reactors on all cores, and workers for what may block",
      Article.NO_FIGURE,
      new Variant(Model.DEFAULT_VARIANT, Host.LINUX, HybridServer::new),
      new Variant("epoll-coroutine", Host.LINUX, EpollCoroutineServer::new),
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
   * What a variant runs on, where that depends on the host; printed beside its name. Empty for all
   * whose name says it.
   */
  public Optional<String> backend(String variant) {
    return variant(variant).backend().get();
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
