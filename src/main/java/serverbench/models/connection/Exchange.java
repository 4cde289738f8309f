package serverbench.models.connection;

import serverbench.http.HttpConnection;
import serverbench.http.HttpConnection.Next;
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
    Response response;
    try {
      response = handler.handle(http.request());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return http.fail(System.nanoTime());
    } catch (Exception e) {
      return http.fail(System.nanoTime());
    }
    return http.respond(response, System.nanoTime());
  }
}
