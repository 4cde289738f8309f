package serverbench.models;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import serverbench.http.Request;
import serverbench.http.Response;
import serverbench.server.Endpoints;
import serverbench.server.Handler;

/** The endpoints, and {@code /gate}, which blocks every request until the gate is opened. */
final class GatedHandler implements Handler {

  static final String PASSED = "passed";

  private final Endpoints endpoints = new Endpoints();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final AtomicInteger waiting = new AtomicInteger();

  @Override
  public Response handle(Request request) throws Exception {
    if (!request.hasPath("/gate")) {
      return endpoints.handle(request);
    }
    waiting.incrementAndGet();
    gate.await();
    return Response.text(200, PASSED);
  }

  @Override
  public boolean mayBlock(Request request) {
    return request.hasPath("/gate") || endpoints.mayBlock(request);
  }

  /** How many requests have reached the gate so far. */
  int arrived() {
    return waiting.get();
  }

  void open() {
    gate.countDown();
  }
}
