package serverbench.models.architecture.hybrid;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import serverbench.models.lifecycle.Opening;
import serverbench.models.lifecycle.ServerThreads;
import serverbench.models.lifecycle.Shutdown;
import serverbench.models.modern.coroutine.AcceptCoroutine;
import serverbench.models.modern.coroutine.ConnectionCoroutine;
import serverbench.models.modern.coroutine.Scheduler;
import serverbench.net.EpollPoller;
import serverbench.net.ListeningSocket;
import serverbench.server.Counters;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import serverbench.server.ServerStats;

/**
 * Model 22, hybrid, variant {@code epoll-coroutine}: the coroutines of model 13 on as many cores as
 * there are, the second of the article's examples.
 *
 * <pre>
 *               +--> thread 1: epoll --ready--> Scheduler --resume--> accept | connection ...
 *   clients ==> +--> thread 2: epoll --ready--> Scheduler --resume--> accept | connection ...
 *               +--> thread N
 * </pre>
 *
 * <p>Each thread owns a scheduler with its epoll, its coroutines and their memory; nothing is
 * shared but the listening socket, at which an accept coroutine of each waits (EPOLLEXCLUSIVE). A
 * connection stays with the scheduler that got it. Shines as model 13 does, times the cores. Fails
 * when a handler blocks: the coroutines of its thread wait, those of the others do not.
 */
public final class EpollCoroutineServer implements Server {

  private final Handler handler;
  private final ServerConfig config;
  private final ListeningSocket listener;
  private final List<Scheduler> schedulers = new ArrayList<>();
  private final List<Counters> counters = new ArrayList<>();
  private final Balance balance;
  private final Shutdown shutdown = new Shutdown();
  private final ServerThreads threads = new ServerThreads("hybrid-co", this::drain);

  public EpollCoroutineServer(ServerConfig config, Handler handler) throws IOException {
    this.handler = handler;
    this.config = config;
    try (Opening opening = new Opening()) {
      listener = opening.listener(config);
      for (int i = 0; i < config.reactors(); i++) {
        EpollPoller poller = opening.keep(new EpollPoller(EpollPoller.Trigger.LEVEL));
        poller.share(listener.fd());
        schedulers.add(new Scheduler(poller, config.limits()));
        counters.add(new Counters());
      }
      opening.complete();
    }
    balance = new Balance(counters);
  }

  @Override
  public int port() {
    return listener.port();
  }

  @Override
  public void start() {
    for (int i = 0; i < schedulers.size(); i++) {
      int accepting = i;
      Scheduler scheduler = schedulers.get(i);
      scheduler.spawn(
          new AcceptCoroutine(
              scheduler,
              listener,
              config.limits().connections(),
              balance::live,
              socket -> assign(socket, accepting)));
      threads.start("loop-" + i, scheduler::run);
    }
  }

  /** On the thread of the scheduler that accepted. */
  private void assign(int socket, int accepting) {
    int index = balance.assign(accepting);
    Scheduler scheduler = schedulers.get(index);
    ConnectionCoroutine connection =
        new ConnectionCoroutine(
            socket,
            scheduler.pool(),
            config.limits(),
            counters.get(index),
            handler,
            ConnectionCoroutine.Trace.NONE);
    if (index == accepting) {
      scheduler.spawn(connection);
    } else {
      scheduler.submit(connection);
    }
  }

  @Override
  public ServerStats stats() {
    return Counters.sum("loop-", counters);
  }

  @Override
  public void close() {
    if (shutdown.begin(counters)) {
      if (Shutdown.stop(threads, this::drain, this::abort)) {
        schedulers.forEach(Scheduler::close);
        listener.close();
      }
    }
  }

  private void drain() {
    schedulers.forEach(Scheduler::drain);
    listener.refuse();
  }

  private void abort() {
    schedulers.forEach(Scheduler::abort);
  }
}
