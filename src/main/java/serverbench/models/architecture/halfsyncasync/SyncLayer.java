package serverbench.models.architecture.halfsyncasync;

import java.util.function.Consumer;
import serverbench.http.HttpConnection.Next;
import serverbench.models.connection.NonBlockingConnection;
import serverbench.models.handover.WorkQueue;
import serverbench.models.lifecycle.ServerThreads;
import serverbench.server.Handler;

/**
 * The synchronous half: threads that take a complete request, may block for as long as it needs,
 * and give the encoded answer back. They never touch a socket.
 */
final class SyncLayer {

  private final int workers;
  private final Handler handler;
  private final WorkQueue<NonBlockingConnection> requests;

  SyncLayer(int workers, int queueCapacity, Handler handler) {
    this.workers = workers;
    this.handler = handler;
    requests = new WorkQueue<>(queueCapacity, workers);
  }

  /**
   * @param answers takes each connection whose request was answered; called by the workers
   */
  void start(ServerThreads threads, Consumer<NonBlockingConnection> answers) {
    for (int i = 0; i < workers; i++) {
      int worker = i;
      threads.start("worker-" + worker, () -> work(worker, answers));
    }
  }

  /** Whether {@link #submit} will take one more. Async layer. */
  boolean hasRoom() {
    return requests.hasRoom();
  }

  /** Hands over a connection whose request is complete; false when the queue is full. */
  boolean submit(NonBlockingConnection connection) {
    return requests.offer(connection);
  }

  /** After a turn that submitted: one wake-up for all of it; a woken worker wakes the next. */
  void wake() {
    requests.wake();
  }

  /** Workers end when they have answered what is queued. */
  void close() {
    requests.close();
  }

  private void work(int worker, Consumer<NonBlockingConnection> answers)
      throws InterruptedException {
    NonBlockingConnection connection = requests.take(worker);
    while (connection != null) {
      // Requests that were pipelined behind it are complete already: one answer for all of them.
      do {
        connection.handle(handler);
      } while (connection.next() == Next.HANDLE);
      answers.accept(connection);
      connection = requests.take(worker);
    }
  }
}
