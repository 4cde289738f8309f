package serverbench.models.lifecycle;

import java.time.Duration;
import java.util.Collection;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The threads that a server made: names them, knows which still live, and waits for their end. A
 * thread that ends with an exception is a fault of the server and stops it loudly.
 */
public final class ServerThreads {

  /** What a thread does; any exception is a fault. */
  @FunctionalInterface
  public interface Body {
    void run() throws Exception;
  }

  private static final System.Logger LOG = System.getLogger(ServerThreads.class.getName());

  private final String server;
  private final Runnable onFault;
  private final Set<Thread> live = ConcurrentHashMap.newKeySet();

  /** Threads that have done their work but may not have ended yet: a join must not miss them. */
  private final Queue<Thread> ending = new ConcurrentLinkedQueue<>();

  /**
   * @param server first part of each thread's name
   * @param onFault called on the thread that failed, to stop the others; must not wait for them
   */
  public ServerThreads(String server, Runnable onFault) {
    this.server = server;
    this.onFault = onFault;
  }

  /** Starts a platform thread. */
  public void start(String role, Body body) {
    start(Thread.ofPlatform(), role, body);
  }

  /** Starts a virtual thread. */
  public void startVirtual(String role, Body body) {
    start(Thread.ofVirtual(), role, body);
  }

  /** Waits until every thread has ended or the time is over; tells whether all have ended. */
  public boolean await(long deadlineNanos) throws InterruptedException {
    // Again while there are any: a thread that was still accepting may have started another one.
    while (!live.isEmpty()) {
      if (!joinAll(live, deadlineNanos)) {
        return false;
      }
    }
    return joinAll(ending, deadlineNanos);
  }

  /** Interrupts every thread that still lives. */
  public void interrupt() {
    live.forEach(Thread::interrupt);
  }

  /** How many live. */
  public int size() {
    return live.size();
  }

  private void start(Thread.Builder builder, String role, Body body) {
    Thread thread = builder.name(server + "-" + role).unstarted(() -> run(body));
    forgetEnded();
    live.add(thread);
    try {
      thread.start();
    } catch (Throwable e) {
      live.remove(thread);
      throw e;
    }
  }

  private void run(Body body) {
    try {
      body.run();
    } catch (InterruptedException e) {
      // Only close() interrupts, and only after it asked politely.
      LOG.log(System.Logger.Level.DEBUG, "{0} interrupted", Thread.currentThread().getName());
    } catch (Throwable e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "the server stops: " + Thread.currentThread().getName() + " failed",
          e);
      onFault.run();
    } finally {
      ending.add(Thread.currentThread());
      live.remove(Thread.currentThread());
    }
  }

  private static boolean joinAll(Collection<Thread> threads, long deadlineNanos)
      throws InterruptedException {
    for (Thread thread : threads) {
      // In the set, but its starter has yet to start it: a matter of instructions.
      while (thread.getState() == Thread.State.NEW && threads.contains(thread)) {
        Thread.onSpinWait();
      }
      long leftNanos = Math.max(deadlineNanos - System.nanoTime(), 1);
      if (thread.getState() != Thread.State.NEW && !thread.join(Duration.ofNanos(leftNanos))) {
        return false;
      }
    }
    return true;
  }

  private void forgetEnded() {
    Thread first = ending.peek();
    while (first != null && !first.isAlive()) {
      ending.remove(first);
      first = ending.peek();
    }
  }
}
