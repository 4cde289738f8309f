package serverbench.models.handover;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Where threads wait for work, and are woken one after the other instead of all at once: while a
 * woken thread has not begun to look, nobody else is woken, because it will see whatever was put
 * there in the meantime. If it finds more than it can do, it wakes the next.
 *
 * <pre>
 *   giver:  makes work visible; nobody being woken, somebody parked? then wakes one
 *   taker:  no work: parks, looks once more, sleeps ... woken: the next may be woken, looks
 * </pre>
 *
 * <p>Places with low numbers are woken first: few threads do the work and stay warm, and those with
 * high numbers sleep on.
 */
public final class ParkingLot {

  private static final int AWAKE = 0;
  private static final int PARKED = 1;
  private static final long FOREVER = Long.MAX_VALUE;

  private final AtomicIntegerArray states;
  private final AtomicReferenceArray<Thread> threads;
  private final AtomicBoolean waking = new AtomicBoolean();

  /** How many are in {@link #park}: one look instead of one at each place. */
  private final AtomicInteger parking = new AtomicInteger();

  /**
   * @param places most threads that can wait here, numbered from 0
   */
  public ParkingLot(int places) {
    states = new AtomicIntegerArray(places);
    threads = new AtomicReferenceArray<>(places);
  }

  /** Waits at a place of the caller's own until woken, unless there is work already. */
  public void park(int place, BooleanSupplier work) throws InterruptedException {
    park(place, work, FOREVER);
  }

  /**
   * The same for a limited time.
   *
   * @return false when the time was over before anybody woke the caller
   */
  public boolean park(int place, BooleanSupplier work, long timeoutNanos)
      throws InterruptedException {
    parking.incrementAndGet();
    try {
      return parkAt(place, work, timeoutNanos);
    } finally {
      parking.decrementAndGet();
    }
  }

  private boolean parkAt(int place, BooleanSupplier work, long timeoutNanos)
      throws InterruptedException {
    threads.setPlain(place, Thread.currentThread());
    states.set(place, PARKED);
    if (work.getAsBoolean() && leave(place)) {
      return true;
    }
    long startNanos = timeoutNanos == FOREVER ? 0 : System.nanoTime();
    while (states.get(place) == PARKED) {
      if (Thread.interrupted()) {
        abandon(place);
        throw new InterruptedException();
      }
      if (timeoutNanos == FOREVER) {
        LockSupport.park(this);
      } else {
        long leftNanos = timeoutNanos - (System.nanoTime() - startNanos);
        if (leftNanos <= 0 && leave(place)) {
          return false;
        }
        LockSupport.parkNanos(this, leftNanos);
      }
    }
    // Before the caller looks for work: whoever gives some after that look wakes somebody.
    waking.set(false);
    return true;
  }

  /** Work is there: sees to it that a thread will look, if one waits. Any thread; cheap if not. */
  public void wakeOne() {
    if (waking.get() || !anyParked() || !waking.compareAndSet(false, true)) {
      return;
    }
    for (int place = 0; place < states.length(); place++) {
      if (states.get(place) == PARKED && states.compareAndSet(place, PARKED, AWAKE)) {
        LockSupport.unpark(threads.get(place));
        return;
      }
    }
    waking.set(false);
    // Somebody may have parked behind the search and relied on the flag that was up: once more.
    for (int place = 0; place < states.length(); place++) {
      if (states.get(place) == PARKED) {
        wakeOne();
        return;
      }
    }
  }

  /** Wakes every thread that waits. Any thread. */
  public void wakeAll() {
    for (int place = 0; place < states.length(); place++) {
      if (states.get(place) == PARKED && states.compareAndSet(place, PARKED, AWAKE)) {
        LockSupport.unpark(threads.get(place));
      }
    }
  }

  /** Whether a thread waits here, or is about to. */
  public boolean anyParked() {
    return parking.get() > 0;
  }

  private boolean leave(int place) {
    return states.compareAndSet(place, PARKED, AWAKE);
  }

  /** The caller will not look for work: if it was woken just now, the next must be. */
  private void abandon(int place) {
    if (!leave(place)) {
      waking.set(false);
      wakeOne();
    }
  }
}
