package serverbench.cli;

import java.time.Instant;
import java.time.InstantSource;

/** A clock for durations and deadlines: it begins anywhere and never jumps, as the wall's may. */
final class Stopwatch {

  static final InstantSource CLOCK = () -> Instant.EPOCH.plusNanos(System.nanoTime());

  private Stopwatch() {}
}
