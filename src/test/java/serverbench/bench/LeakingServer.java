package serverbench.bench;

import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import serverbench.http.Request;
import serverbench.http.Response;
import serverbench.models.Model;
import serverbench.server.Endpoints;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;
import sun.misc.Signal;

/** A server as {@code serve} runs it, whose handler keeps things when it is told to. */
final class LeakingServer {

  private static final int REQUESTS_PER_LEAK = 500;
  private static final int LEAKED_BYTES = 256 << 10;

  /** Bounded: the test is about the finding, not about running out. */
  private static final int MOST_KEPT = 3 * 300;

  private LeakingServer() {}

  /**
   * @param arguments "nothing" or "everything"
   */
  public static void main(String[] arguments) throws Exception {
    CountDownLatch stop = new CountDownLatch(1);
    Signal.handle(new Signal("TERM"), _ -> stop.countDown());
    ParentWatch.start(System.in, stop::countDown);
    Handler handler = arguments[0].equals("everything") ? new Keeping() : new Endpoints();
    try (Server server = Model.epoll.create("default", ServerConfig.defaults(), handler)) {
      server.start();
      System.out.println(
          "READY epoll http://127.0.0.1:%d/ pid=%d"
              .formatted(server.port(), ProcessHandle.current().pid()));
      stop.await();
    }
  }

  /** Now and then a file, a thread and an object that nobody ever gives back. */
  private static final class Keeping implements Handler {

    private final Handler endpoints = new Endpoints();
    private final List<Object> kept = new ArrayList<>();
    private final AtomicLong requests = new AtomicLong();

    @Override
    public Response handle(Request request) throws Exception {
      if (requests.incrementAndGet() % REQUESTS_PER_LEAK == 0 && kept.size() < MOST_KEPT) {
        leak();
      }
      return endpoints.handle(request);
    }

    private void leak() throws IOException {
      kept.add(new FileInputStream("/dev/null"));
      kept.add(new byte[LEAKED_BYTES]);
      kept.add(Thread.ofPlatform().daemon().start(LockSupport::park));
    }

    @Override
    public boolean mayBlock(Request request) {
      return endpoints.mayBlock(request);
    }
  }
}
