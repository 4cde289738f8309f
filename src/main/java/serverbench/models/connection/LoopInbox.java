package serverbench.models.connection;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jctools.queues.MpscUnboundedArrayQueue;
import serverbench.net.Poller;

/**
 * What other threads want of the thread that waits at a poller. However many put something in, the
 * poller is woken once, and only when its thread waits or is about to.
 *
 * <pre>
 *   loop:   waiting = true; anything in the queue? then do not wait : await; waiting = false; take
 *   others: put; was it waiting? then the first of them wakes it
 * </pre>
 *
 * <p>The queue grows in chunks and has no bound of its own: each connection puts itself in at most
 * once at a time, so the connection limit bounds it.
 */
public final class LoopInbox<T> {

  private static final int CHUNK = 256;

  private final Poller poller;
  private final MpscUnboundedArrayQueue<T> queue = new MpscUnboundedArrayQueue<>(CHUNK);
  private final AtomicBoolean waiting = new AtomicBoolean();

  public LoopInbox(Poller poller) {
    this.poller = poller;
  }

  /** Any thread; does not wait. */
  public void put(T item) {
    queue.offer(item);
    if (waiting.get() && waiting.compareAndSet(true, false)) {
      poller.wakeup();
    }
  }

  /** Waits as {@link Poller#await} does, unless something has been put in. Loop thread. */
  public int await(long timeoutNanos) throws IOException {
    if (timeoutNanos == 0 || !queue.isEmpty()) {
      // Only looks, and is back before a wake-up could reach it.
      return poller.await(0);
    }
    waiting.set(true);
    long wait = queue.isEmpty() ? timeoutNanos : 0;
    int ready = poller.await(wait);
    waiting.lazySet(false);
    return ready;
  }

  /** The next item, or null. Loop thread. */
  public T poll() {
    return queue.poll();
  }

  public boolean isEmpty() {
    return queue.isEmpty();
  }
}
