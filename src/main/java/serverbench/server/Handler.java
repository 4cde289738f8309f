package serverbench.server;

import serverbench.http.Request;
import serverbench.http.Response;

/**
 * What a server does with a request. One handler serves every model, called from as many threads at
 * once as the model has.
 */
public interface Handler {

  /**
   * Answers a request. May block only where {@link #mayBlock} said so. An exception becomes a 500
   * and the connection is closed.
   */
  Response handle(Request request) throws Exception;

  /**
   * Whether handling this request may block its thread (sleep, wait for a database). A model that
   * keeps its event loop free asks this first. Must not block itself.
   */
  boolean mayBlock(Request request);
}
