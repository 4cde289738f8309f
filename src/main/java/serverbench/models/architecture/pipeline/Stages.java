package serverbench.models.architecture.pipeline;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import serverbench.http.HttpConnection.Next;
import serverbench.models.connection.Exchange;
import serverbench.models.connection.NonBlockingConnection;
import serverbench.models.connection.NonBlockingConnection.Wait;
import serverbench.models.handover.OneShotConnections;
import serverbench.models.lifecycle.ServerThreads;
import serverbench.server.Handler;
import serverbench.server.ServerConfig;

/**
 * The four stages and what each does with a job:
 *
 * <pre>
 *   intake --> READ+PARSE --complete--> VALIDATE+ROUTE --> HANDLE --> ENCODE+WRITE --> armed again
 *                |      \                     ^                         ^   |
 *                |       +---- refused -------|-------------------------+   | next request is here
 *                +--> incomplete: armed       +-----------------------------+ already, and room
 * </pre>
 *
 * <p>The way back from the last stage to the second never waits, or stages that are full could wait
 * for each other in a circle: without room the connection goes round by way of the poller.
 */
final class Stages {

  private static final int COUNT = 4;

  private final Handler handler;
  private final OneShotConnections<Job> connections;
  private final int mostThreads;
  private final Stage read;
  private final Stage route;
  private final Stage handle;
  private final Stage write;
  private final List<Stage> all;

  Stages(
      ServerConfig config,
      Handler handler,
      OneShotConnections<Job> connections,
      ServerThreads threads) {
    this.handler = handler;
    this.connections = connections;
    mostThreads = config.workers();
    int producers = COUNT * mostThreads + 1;
    int capacity = config.queueCapacity();
    read = new Stage("read", mostThreads, capacity, producers, threads, this::readAndParse);
    route = new Stage("route", mostThreads, capacity, producers, threads, this::validateAndRoute);
    handle = new Stage("handle", mostThreads, capacity, producers, threads, this::handle);
    write = new Stage("write", mostThreads, capacity, producers, threads, this::encodeAndWrite);
    all = List.of(read, route, handle, write);
  }

  Stage read() {
    return read;
  }

  /** The number of the intake's thread among those that put into stages. */
  int intakeProducer() {
    return COUNT * mostThreads;
  }

  /** Starts one thread for each stage. */
  void start() {
    all.forEach(this::addThread);
  }

  /** Gives a thread to each stage that needs one. The intake, every few milliseconds. */
  void review() {
    for (Stage stage : all) {
      if (stage.needsThread()) {
        addThread(stage);
      }
    }
  }

  boolean areEmpty() {
    return read.isEmpty() && route.isEmpty() && handle.isEmpty() && write.isEmpty();
  }

  /** Ends every thread of every stage. */
  void close() {
    all.forEach(Stage::close);
  }

  Map<String, Long> report() {
    Map<String, Long> gauges = new LinkedHashMap<>();
    all.forEach(stage -> stage.report(gauges));
    return gauges;
  }

  private void addThread(Stage stage) {
    stage.addThread(all.indexOf(stage) * mostThreads);
  }

  /** Receives once; a request that is not complete yet waits at the poller, not in the pipeline. */
  private Stage readAndParse(Job job) throws IOException {
    NonBlockingConnection connection = job.connection;
    if (connection.next() == Next.READ) {
      connection.receive(System.nanoTime());
    }
    return switch (connection.next()) {
      case HANDLE -> route;
      case WRITE -> write;
      case READ, LINGER, CLOSE -> leave(job);
    };
  }

  /**
   * The parser has refused what is malformed or over a limit; here the request is looked at as a
   * whole: may it block? Then the handle stage hands on what it has before it begins.
   */
  private Stage validateAndRoute(Job job) {
    job.mayBlock = handler.mayBlock(job.connection.http().request());
    return handle;
  }

  private Stage handle(Job job) {
    job.response = Exchange.ask(handler, job.connection.http().request());
    job.handled = true;
    job.mayBlock = false;
    return write;
  }

  private Stage encodeAndWrite(Job job) throws IOException {
    NonBlockingConnection connection = job.connection;
    long nowNanos = System.nanoTime();
    if (job.handled) {
      connection.answer(job.response, nowNanos);
      job.handled = false;
      job.response = null;
    }
    boolean full = false;
    while (connection.next() == Next.WRITE && !full) {
      connection.send(nowNanos);
      full = connection.wouldBlock();
    }
    if (connection.next() == Next.HANDLE && route.offer(job)) {
      route.wake();
      return null;
    }
    return leave(job);
  }

  /** The job leaves the pipeline: its connection waits at the poller, or has ended. */
  private Stage leave(Job job) throws IOException {
    NonBlockingConnection connection = job.connection;
    if (connection.next() == Next.LINGER) {
      connection.shutdownOutput();
    }
    connections.release(
        job.shared,
        switch (connection.next()) {
          case WRITE -> Wait.WRITABLE;
          case HANDLE -> Wait.TURN;
          case CLOSE -> Wait.CLOSED;
          case READ, LINGER -> Wait.READABLE;
        });
    return null;
  }
}
