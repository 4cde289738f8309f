package serverbench.models.connection;

import serverbench.http.HttpConnection;
import serverbench.http.HttpConnection.Next;
import serverbench.http.Request;
import serverbench.http.Response;
import serverbench.server.Handler;

/** One request through the handler: the step between reading and writing that all models share. */
public final class Exchange {

  private Exchange() {}

  /**
   * Hands the connection's request to the handler, on the calling thread, and encodes the answer. A
   * handler that throws costs its client a 500 and the connection, and nobody else anything.
   */
  public static Next handle(Handler handler, HttpConnection http) {
    Response response = ask(handler, http.request());
    long nowNanos = System.nanoTime();
    return response == null ? http.fail(nowNanos) : http.respond(response, nowNanos);
  }

  /**
   * Only the handler's part, for a thread that must not touch the connection's buffers.
   *
   * @return the answer, or null when the handler threw
   */
  public static Response ask(Handler handler, Request request) {
    try {
      return handler.handle(request);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (Throwable e) {
      // Errors too: a stack that overflows or a class that is missing is one request's fault.
      System.getLogger(Exchange.class.getName())
          .log(System.Logger.Level.DEBUG, "the handler failed", e);
      return null;
    }
  }
}
