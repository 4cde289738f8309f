package serverbench.models.architecture.hybrid;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * One reactor's way into the {@link WorkerLayer}: so many of its requests may be inside at once,
 * the others wait here in order.
 *
 * <pre>
 *   offload --room--> WorkerLayer --answer--> reactor: leave --> the next one enters
 *      '--full--> queue ----------------------------------------------^
 * </pre>
 *
 * <p>A connection has one request in progress and is not read from meanwhile: a full layer pushes
 * back to the clients, and the queue is never longer than there are connections. Reactor's thread,
 * but for the numbers, which any thread reads.
 */
final class WorkerGate {

  private final WorkerLayer layer;
  private final int mostInside;
  private final Queue<Runnable> queue = new ArrayDeque<>();

  // Written by one thread, so that ++ loses nothing.
  private volatile int inside;
  private volatile int queued;
  private volatile long offloaded;

  WorkerGate(WorkerLayer layer, int mostInside) {
    this.layer = layer;
    this.mostInside = mostInside;
  }

  void offload(Runnable work) {
    offloaded = offloaded + 1;
    if (inside < mostInside) {
      inside = inside + 1;
      layer.execute(work);
    } else {
      queue.add(work);
      queued = queue.size();
    }
  }

  /** One that was inside has come back. */
  void leave() {
    Runnable next = queue.poll();
    if (next == null) {
      inside = inside - 1;
    } else {
      queued = queue.size();
      layer.execute(next);
    }
  }

  /** Requests in the worker layer now. */
  int inside() {
    return inside;
  }

  /** Requests that wait for room in it. */
  int queued() {
    return queued;
  }

  /** Requests that went to the workers so far. */
  long offloaded() {
    return offloaded;
  }
}
