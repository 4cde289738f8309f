package serverbench.load;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Clients that do everything wrong, one attack after the other with a pause between, each thread in
 * an order of its own. A wrong answer is counted, and so is a connection that broke: whether that
 * was the server's fault is for whoever reads the counts.
 */
public final class HostileTraffic implements AutoCloseable {

  private static final long PAUSE_MILLIS = 5;
  private static final Duration END_WITHIN = Duration.ofSeconds(60);

  private final URI server;
  private final List<Thread> threads = new ArrayList<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final AtomicLong attacks = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();
  private final AtomicLong broken = new AtomicLong();
  private final AtomicReference<String> firstWrong = new AtomicReference<>();
  private final AtomicReference<String> firstBroken = new AtomicReference<>();

  /**
   * @param clients at the same time, a thread each
   * @param seed of the order of attacks
   */
  public HostileTraffic(URI server, int clients, long seed) {
    this.server = server;
    for (int client = 0; client < clients; client++) {
      Random random = new Random(seed + client);
      threads.add(
          Thread.ofPlatform().name("load-hostile-" + client).unstarted(() -> attack(random)));
    }
  }

  public void start() {
    threads.forEach(Thread::start);
  }

  private void attack(Random random) {
    Attack[] all = Attack.values();
    try {
      while (!stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        attack(all[random.nextInt(all.length)], random);
      }
    } catch (InterruptedException e) {
      // Only close() interrupts, after it has waited.
      Thread.currentThread().interrupt();
    }
  }

  private void attack(Attack attack, Random random) throws InterruptedException {
    attacks.incrementAndGet();
    try (HostileConnection connection = new HostileConnection(server)) {
      attack.on(connection, random);
    } catch (Attack.WrongAnswer e) {
      wrong.incrementAndGet();
      firstWrong.compareAndSet(null, attack + ": " + e.getMessage());
    } catch (IOException e) {
      broken.incrementAndGet();
      firstBroken.compareAndSet(null, attack + ": " + e.getMessage());
    }
  }

  public long attacks() {
    return attacks.get();
  }

  /** Answers that were not the one that the RFC asks for. */
  public long wrong() {
    return wrong.get();
  }

  /** Attacks that ended with a refused, reset or timed-out connection before their answer. */
  public long broken() {
    return broken.get();
  }

  /** The first of each, for people. */
  public String examples() {
    String text = firstWrong.get() == null ? "" : firstWrong.get();
    if (firstBroken.get() != null) {
      text += (text.isEmpty() ? "" : "; ") + firstBroken.get();
    }
    return text;
  }

  /** Ends after the present attacks; returns when all threads have ended. */
  @Override
  public void close() {
    stop.countDown();
    boolean interrupted = false;
    long deadline = System.nanoTime() + END_WITHIN.toNanos();
    for (Thread thread : threads) {
      try {
        thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
      } catch (InterruptedException e) {
        interrupted = true;
      }
      thread.interrupt();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
