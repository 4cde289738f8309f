package serverbench.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import serverbench.bench.ParentWatch;
import serverbench.server.Contender;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

@Command(name = "serve", description = "Run only the server of a model, until SIGINT or SIGTERM.")
final class ServeCommand implements Callable<Integer> {

  /** For a program that starts a server and must not leave it behind, however it ends itself. */
  static final String WITH_INPUT = "--end-with-input";

  private static final int HIGHEST_PORT = 65535;

  private final Console console;
  private final CountDownLatch stop = new CountDownLatch(1);

  @Mixin private HelpOption help;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      converter = ServerName.class,
      description = "epoll, epoll:et, jetty, ... (all names: list).")
  private Contender choice;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "TCP port, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (default: ${DEFAULT-VALUE}).")
  private String bind;

  @Option(
      names = "--access-log",
      paramLabel = "FILE",
      description = "Append a line for each request.")
  private Path accessLog;

  @Option(
      names = "--workers",
      paramLabel = "N",
      converter = PositiveInt.class,
      description = "Threads or processes of a pool.")
  private Integer workers;

  @Option(
      names = "--reactors",
      paramLabel = "N",
      converter = PositiveInt.class,
      description = "Event loops, where a model has several.")
  private Integer reactors;

  @Option(
      names = "--acceptors",
      paramLabel = "N",
      converter = PositiveInt.class,
      description = "Threads that accept, where a model has several.")
  private Integer acceptors;

  @Option(
      names = "--queue",
      paramLabel = "N",
      converter = PositiveInt.class,
      description = "Bound of the queue between threads.")
  private Integer queue;

  @Option(
      names = WITH_INPUT,
      hidden = true,
      description = "End when standard input does, as it does with the process at its other end.")
  private boolean withInput;

  ServeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    RunCommand.requireSupported(choice);
    ServerConfig config = config();
    // Before the port is open: a signal from here on ends the server in order.
    try (Signals _ = signals();
        Wiring.Handling handling = handler();
        Server server = create(config, handling.handler())) {
      if (withInput) {
        ParentWatch.start(System.in, stop::countDown);
      }
      server.start();
      console
          .out()
          .println(
              "READY %s %s pid=%d"
                  .formatted(
                      choice.label(),
                      Urls.of(config.bind(), server.port()),
                      ProcessHandle.current().pid()));
      console.out().flush();
      stop.await();
    }
    return ExitCode.OK;
  }

  /** Ctrl-C is for the program that started this one, where there is one. */
  private Signals signals() {
    return withInput ? Signals.onStopByParent(stop::countDown) : Signals.onStop(stop::countDown);
  }

  private Server create(ServerConfig config, Handler handler) {
    try {
      return choice.create(config, handler);
    } catch (IOException e) {
      String reason = Reason.oneLine(e);
      String advice = reason.contains("in use") ? " (port 0 takes any free one)" : "";
      throw CommandFailed.failed(
          "cannot listen on "
              + Urls.authority(config.bind(), config.port())
              + ": "
              + reason
              + advice,
          e);
    }
  }

  private Wiring.Handling handler() {
    try {
      return accessLog == null ? Wiring.handler() : Wiring.handler(accessLog);
    } catch (IOException e) {
      throw CommandFailed.usage("cannot write the access log: " + Reason.of(e));
    }
  }

  private ServerConfig config() {
    if (port < 0 || port > HIGHEST_PORT) {
      throw CommandFailed.usage("port must be 0 to " + HIGHEST_PORT + ", not " + port);
    }
    ServerConfig config = Wiring.serveConfig().withAddress(address(), port);
    if (workers != null) {
      config = config.withWorkers(workers);
    }
    if (reactors != null) {
      config = config.withReactors(reactors);
    }
    if (acceptors != null) {
      config = config.withAcceptors(acceptors);
    }
    if (queue != null) {
      config = config.withQueueCapacity(queue);
    }
    return config;
  }

  private InetAddress address() {
    try {
      return InetAddress.getByName(bind);
    } catch (UnknownHostException e) {
      throw CommandFailed.usage("no such address: --bind " + bind);
    }
  }
}
