package serverbench.models.architecture.pipeline;

import serverbench.http.Response;
import serverbench.models.connection.NonBlockingConnection;
import serverbench.models.handover.SharedConnection;

/**
 * What travels down the pipeline: a connection with its one request in progress. Made once for each
 * connection; the stage that holds it owns it, and the queues between stages order memory.
 */
final class Job {

  final SharedConnection<Job> shared;
  final NonBlockingConnection connection;

  /** Set by the route: the thread that handles it may be gone for a while. */
  boolean mayBlock;

  /** Set by the handle stage, used up by the write stage. */
  boolean handled;

  /** What the handler answered; null when it threw. */
  Response response;

  Job(SharedConnection<Job> shared) {
    this.shared = shared;
    this.connection = shared.connection();
  }
}
