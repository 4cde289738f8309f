package serverbench.bench;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Where the fixture leaves an iteration's result and the profiler finds it: JMH makes both of them
 * and gives neither a way to the other. JMH tears down iteration and trial before it asks the
 * profilers, so the last iteration's result carries the trial's report.
 */
final class Handover {

  private static final AtomicReference<LoadResult> LAST = new AtomicReference<>();

  private Handover() {}

  static void put(LoadResult result) {
    LAST.set(result);
  }

  /** Adds the report to the result that is waiting. */
  static void complete(TrialReport report) {
    LAST.updateAndGet(result -> result == null ? null : result.with(report));
  }

  /** The result that is waiting, or null. */
  static LoadResult take() {
    return LAST.getAndSet(null);
  }
}
