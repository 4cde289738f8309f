package serverbench.references;

import java.lang.System.Logger.Level;
import serverbench.http.Response;
import serverbench.server.Counters;
import serverbench.server.Handler;

/**
 * What runs inside each of these servers: the suite's handler, and the server's own count of what
 * it was asked and answered. Called from any of the server's threads.
 */
final class Application {

  private static final System.Logger LOG = System.getLogger(Application.class.getName());

  private static final Response UNKNOWN_METHOD = Response.text(501, "501 Not Implemented\n");
  private static final Response FAILED = Response.text(500, "500 Internal Server Error\n");

  private final Handler handler;
  private final Counters counters;

  Application(Handler handler, Counters counters) {
    this.handler = handler;
    this.counters = counters;
  }

  /** Whether {@link #answer} may block; then it must not run on an event loop. */
  boolean mayBlock(TextRequest request) {
    return handler.mayBlock(request);
  }

  /** The answer, counted as sent: what becomes of it is the server's business. */
  Response answer(TextRequest request) {
    counters.requestRead();
    Response response = handle(request);
    counters.responseEncoded(response.status());
    return response;
  }

  private Response handle(TextRequest request) {
    if (request.method() == null) {
      return UNKNOWN_METHOD;
    }
    try {
      return handler.handle(request);
    } catch (InterruptedException e) {
      // The server is being stopped; its thread is to see that.
      Thread.currentThread().interrupt();
      return FAILED;
    } catch (Exception e) {
      LOG.log(Level.WARNING, "the handler failed", e);
      return FAILED;
    }
  }
}
