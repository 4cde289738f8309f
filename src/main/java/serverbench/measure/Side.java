package serverbench.measure;

/** Whom a thread of the measuring JVM works for. */
public enum Side {
  /** The server under test: every thread that is not known to be something else. */
  SERVER,
  /** The load generator. */
  CLIENT,
  /** The benchmark harness: the thread that counts completions, the main thread. */
  HARNESS,
  /** The garbage collector. */
  GC,
  /** The JIT compilers. */
  JIT,
  /** The rest of the JVM: safepoints, reference handling, signals. */
  JVM
}
