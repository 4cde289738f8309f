package serverbench.models.architecture.pipeline;

import java.io.IOException;
import serverbench.http.BufferPool;
import serverbench.http.SharedBufferPool;
import serverbench.models.handover.OneShotAcceptor;
import serverbench.models.handover.OneShotConnections;
import serverbench.models.lifecycle.LoopState;
import serverbench.models.lifecycle.Opening;
import serverbench.models.lifecycle.ServerThreads;
import serverbench.models.lifecycle.Shutdown;
import serverbench.net.EpollPoller;
import serverbench.net.EpollPoller.Trigger;
import serverbench.net.ListeningSocket;
import serverbench.net.Poller;
import serverbench.server.Counters;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/**
 * Model 21, pipeline: a request is worked on in stages, as on an assembly line; each stage has a
 * queue and threads of its own (Welsh and others, "SEDA", 2001).
 *
 * <pre>
 *              intake          read+parse     validate+route       handle        encode+write
 *   clients ==> await --[queue]--> thread --[queue]--> thread --[queue]--> thread --[queue]--> thread
 *                 ^      bounded   1 to N     bounded   1 to N   bounded   1 to N    bounded   1 to N
 *                 |                                                                            |
 *                 +------------------------ armed for the next request ------------------------+
 * </pre>
 *
 * <p>The intake owns the poller; the stage that holds a job owns its connection. A connection has
 * one request in the pipeline at a time, so its answers are in order although any thread may work
 * on them. A full queue makes the stage before it wait, and so on back to the intake, which then
 * asks the kernel for no more; nothing is dropped. Every few milliseconds of work the intake looks
 * for a stage whose queue has not been empty and gives it a thread; a thread without work for a
 * second ends.
 *
 * <p>Shines when one step is slow and others are not: threads gather where they are needed, and the
 * queues show which step that is. Fails when all steps are short: four hand-overs for each request
 * cost more than its work, in time and in what the caches lose between threads.
 *
 * <p>System calls for a request: recv, send, epoll_ctl, and shares of an epoll_wait and of a futex
 * for each stage.
 */
public final class PipelineServer implements Server {

  private final ListeningSocket listener;
  private final Poller poller;
  private final BufferPool pool = new SharedBufferPool();
  private final OneShotConnections<Job> connections;
  private final Stages stages;
  private final Intake intake;
  private final Counters counters = new Counters();
  private final Shutdown shutdown = new Shutdown();
  private final ServerThreads threads = new ServerThreads("pipeline", this::drain);

  public PipelineServer(ServerConfig config, Handler handler) throws IOException {
    try (Opening opening = new Opening()) {
      listener = opening.listener(config);
      poller = opening.keep(new EpollPoller(Trigger.ONE_SHOT));
      connections = new OneShotConnections<>(poller, pool, config.limits(), counters, Job::new);
      OneShotAcceptor acceptor =
          new OneShotAcceptor(
              poller,
              listener,
              config.limits().connections(),
              connections::size,
              socket -> connections.open(socket, System.nanoTime()));
      stages = new Stages(config, handler, connections, threads);
      intake = new Intake(poller, acceptor, connections, stages, handler, stages.intakeProducer());
      opening.complete();
    }
  }

  @Override
  public int port() {
    return listener.port();
  }

  @Override
  public void start() {
    stages.start();
    threads.start("intake", intake::run);
  }

  @Override
  public ServerStats stats() {
    return counters.snapshot().withGauges(stages.report());
  }

  @Override
  public void close() {
    if (shutdown.begin(counters)) {
      if (Shutdown.stop(threads, this::drain, this::abort)) {
        connections.closeAll();
        poller.close();
        listener.close();
        pool.close();
      }
    }
  }

  private void drain() {
    intake.enter(LoopState.DRAINING);
    listener.refuse();
  }

  private void abort() {
    intake.enter(LoopState.ABORTED);
    stages.close();
  }
}
