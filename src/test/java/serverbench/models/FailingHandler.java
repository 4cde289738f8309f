package serverbench.models;

import java.util.concurrent.CountDownLatch;
import serverbench.http.Request;
import serverbench.http.Response;
import serverbench.server.Endpoints;
import serverbench.server.Handler;

/** The endpoints, and some that nobody should write. Made by its name in child processes too. */
public final class FailingHandler implements Handler {

  private final Endpoints endpoints = new Endpoints();

  @Override
  public Response handle(Request request) throws Exception {
    if (request.hasPath("/exception")) {
      throw new IllegalStateException("secret");
    }
    if (request.hasPath("/checked")) {
      throw new Exception("secret");
    }
    if (request.hasPath("/error")) {
      throw new NoClassDefFoundError("secret");
    }
    if (request.hasPath("/overflow")) {
      return overflow(0);
    }
    if (request.hasPath("/null")) {
      return null;
    }
    if (request.hasPath("/for-ever")) {
      new CountDownLatch(1).await();
    }
    return endpoints.handle(request);
  }

  @Override
  public boolean mayBlock(Request request) {
    return request.hasPath("/for-ever") || endpoints.mayBlock(request);
  }

  private static Response overflow(int depth) {
    Response deeper = overflow(depth + 1);
    return depth == Integer.MAX_VALUE ? null : deeper;
  }
}
