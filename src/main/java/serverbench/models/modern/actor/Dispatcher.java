package serverbench.models.modern.actor;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.jctools.queues.MpmcUnboundedXaddArrayQueue;
import serverbench.models.handover.ParkingLot;

/**
 * Gives actors that have messages to a fixed number of threads.
 *
 * <pre>
 *   schedule --> [ queue of actors, each in it once at most ] --> thread 1: ActorRef.run
 *                                                             '-> thread N
 * </pre>
 *
 * <p>To wake a thread costs more than most messages, so one is woken at a time ({@link ParkingLot})
 * and wakes the next itself when it finds more than it takes. Under load the threads that are awake
 * find work without any wake-up; a thread that blocks in a handler has left the rest to the others.
 */
final class Dispatcher {

  private static final int QUEUE_CHUNK = 1024;

  private final MpmcUnboundedXaddArrayQueue<ActorRef> queue =
      new MpmcUnboundedXaddArrayQueue<>(QUEUE_CHUNK);
  private final int threads;
  private final ParkingLot idle;
  private volatile boolean stopped;
  private final BooleanSupplier work = () -> !queue.isEmpty() || stopped;

  Dispatcher(int threads) {
    this.threads = threads;
    this.idle = new ParkingLot(threads);
  }

  int threads() {
    return threads;
  }

  /** An actor has messages and is not scheduled yet. Any thread. */
  void schedule(ActorRef actor) {
    queue.offer(actor);
    idle.wakeOne();
  }

  /** What thread number {@code index} does until {@link #stop}. */
  void run(int index) throws IOException, InterruptedException {
    while (!stopped) {
      ActorRef actor = queue.poll();
      if (actor == null) {
        idle.park(index, work);
      } else {
        if (!queue.isEmpty()) {
          idle.wakeOne();
        }
        actor.run();
      }
    }
  }

  /** The threads end after what they are doing. Any thread. */
  void stop() {
    stopped = true;
    idle.wakeAll();
  }

  /**
   * On the calling thread, when all others have ended: what is scheduled and what follows of it.
   */
  void runUntilIdle() throws IOException {
    for (ActorRef actor = queue.poll(); actor != null; actor = queue.poll()) {
      actor.run();
    }
  }
}
