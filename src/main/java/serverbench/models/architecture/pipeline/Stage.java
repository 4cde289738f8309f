package serverbench.models.architecture.pipeline;

import java.io.IOException;
import java.util.BitSet;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import serverbench.models.handover.ParkingLot;
import serverbench.models.handover.WorkQueue;
import serverbench.models.lifecycle.ServerThreads;

/**
 * One stage: a bounded queue, and between one and so many threads that take jobs from it, do the
 * stage's step and put each job into the next stage's queue.
 *
 * <pre>
 *   put --> [ bounded queue ] --> thread 0: step, put into the next stage ...
 *   waits                         thread 1: started when the queue has not been empty for a while,
 *   while full                    ...       ends when it had nothing to do for a while
 * </pre>
 *
 * <p>The next stage is woken once for a {@link Batch} of jobs: when the own queue is empty, before
 * a step that may block, and when the batch is large or has lasted too long.
 */
final class Stage {

  /** What a stage does with a job; returns where the job goes next, null when it has left. */
  @FunctionalInterface
  interface Step {
    Stage process(Job job) throws IOException;
  }

  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Reviews in a row that find jobs waiting all the time before a thread is added. */
  private static final int STARVED_REVIEWS = 3;

  private final String name;
  private final int mostThreads;
  private final Step step;
  private final ServerThreads threads;
  private final WorkQueue<Job> queue;
  private final ParkingLot producers;
  private final BooleanSupplier room;

  /** Set by the stage's threads when they find the queue empty, taken back by each review. */
  private volatile boolean emptied;

  private int starvedReviews;
  private final LongAdder busyNanos = new LongAdder();

  private final Object crew = new Object();
  private final BitSet places = new BitSet();
  private int mostSeen;
  private long threadNanos;
  private long changedNanos = System.nanoTime();

  /**
   * @param producerCount threads that may put into this stage, numbered from 0
   */
  Stage(
      String name,
      int mostThreads,
      int queueCapacity,
      int producerCount,
      ServerThreads threads,
      Step step) {
    this.name = name;
    this.mostThreads = mostThreads;
    this.threads = threads;
    this.step = step;
    queue = new WorkQueue<>(queueCapacity, mostThreads);
    producers = new ParkingLot(producerCount);
    room = () -> queue.hasRoom() || queue.isClosed();
  }

  /** Starts another thread, if there is room for one. */
  void addThread(int firstNumber) {
    synchronized (crew) {
      int place = places.nextClearBit(0);
      if (place < mostThreads) {
        countThreadTime();
        places.set(place);
        mostSeen = Math.max(mostSeen, places.cardinality());
        threads.start(name + "-" + place, () -> run(place, firstNumber + place));
      }
    }
  }

  /** Puts a job in; waits while the queue is full. The caller calls {@link #wake} soon. */
  void put(Job job, int producer) throws InterruptedException {
    put(job, producer, Long.MAX_VALUE);
  }

  /** The same for a limited time; false when the queue was full all the time. */
  boolean put(Job job, int producer, long timeoutNanos) throws InterruptedException {
    while (!queue.offer(job)) {
      queue.wake();
      if (!producers.park(producer, room, timeoutNanos)) {
        return false;
      }
      if (queue.isClosed()) {
        // The server is ended by force: nobody takes jobs any more, their connections are closed.
        return true;
      }
    }
    return true;
  }

  /** Puts a job in if there is room. */
  boolean offer(Job job) {
    return queue.offer(job);
  }

  void wake() {
    queue.wake();
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /**
   * Whether this stage needs another thread: its queue was never empty since the last reviews. One
   * thread calls this, at fixed intervals while there is work.
   */
  boolean needsThread() {
    boolean starved = !emptied && !queue.isEmpty();
    emptied = false;
    starvedReviews = starved ? starvedReviews + 1 : 0;
    if (starvedReviews < STARVED_REVIEWS) {
      return false;
    }
    starvedReviews = 0;
    return true;
  }

  /** The stage's threads end when the queue is empty, and nobody waits to put into it. */
  void close() {
    queue.close();
    producers.wakeAll();
  }

  /** Threads, queue and utilisation, by the stage's name. */
  void report(Map<String, Long> gauges) {
    synchronized (crew) {
      countThreadTime();
      gauges.put(name + ".threads", (long) places.cardinality());
      gauges.put(name + ".mostThreads", (long) mostSeen);
      gauges.put(name + ".depth", (long) queue.size());
      gauges.put(name + ".utilisationPercent", 100 * busyNanos.sum() / Math.max(1, threadNanos));
    }
  }

  private void run(int place, int producer) throws Exception {
    Batch batch = new Batch(producer);
    long busySince = System.nanoTime();
    while (true) {
      Job job = queue.poll();
      if (job == null) {
        batch.wake();
        if (!emptied) {
          emptied = true;
        }
        if (queue.isClosed()) {
          return;
        }
        busyNanos.add(System.nanoTime() - busySince);
        boolean woken = queue.await(place, IDLE_NANOS);
        busySince = System.nanoTime();
        if (!woken && leave(place)) {
          return;
        }
        continue;
      }
      batch.begin(job);
      producers.wakeOne();
      queue.wake();
      Stage next = step.process(job);
      if (next != null) {
        batch.put(next, job);
      }
    }
  }

  /** A thread that was idle ends, unless it is the last. */
  private boolean leave(int place) {
    synchronized (crew) {
      if (places.cardinality() == 1) {
        return false;
      }
      countThreadTime();
      places.clear(place);
      return true;
    }
  }

  private void countThreadTime() {
    long now = System.nanoTime();
    threadNanos += places.cardinality() * (now - changedNanos);
    changedNanos = now;
  }
}
