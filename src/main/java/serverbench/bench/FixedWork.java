package serverbench.bench;

/**
 * The same piece of arithmetic each time, some 5 us on a core of its own: what changes from one
 * time to the next is the core. Another thread on the same real core, even one of another virtual
 * machine, takes units that it needs; a lower clock makes all of it slower. For one thread.
 */
final class FixedWork {

  private static final int STEPS = 4_000;

  /** Written, never read: the compiler may not leave the work out. */
  private volatile long result;

  /** What it took, in nanoseconds; interruptions included. */
  long nanos() {
    long begun = System.nanoTime();
    result = sixSums(begun);
    return System.nanoTime() - begun;
  }

  /** They hardly wait for each other, so that a core's units are busy. */
  private static long sixSums(long seed) {
    long a = seed;
    long b = 2;
    long c = 3;
    long d = 4;
    long e = 5;
    long f = 6;
    for (int i = 0; i < STEPS; i++) {
      a += b ^ i;
      b = b * 3 + i;
      c ^= a + i;
      d += c >> 1;
      e = e * 5 + d;
      f ^= e + b;
    }
    return a + b + c + d + e + f;
  }
}
