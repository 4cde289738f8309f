package serverbench.bench;

import java.io.IOException;
import java.io.InputStream;

/**
 * Notices the end of the process that started this one, however it ended: the pipe that is this
 * one's standard input has no other writer, and the kernel closes it with its owner.
 */
public final class ParentWatch {

  private static final String FORK_MAIN = "org.openjdk.jmh.runner.ForkedMain";

  private ParentWatch() {}

  /**
   * Watches on a thread of its own, which blocks in read(2) until then.
   *
   * @param input a pipe of which the parent holds the other end and into which it writes nothing
   * @param onGone called once, on that thread
   */
  public static void start(InputStream input, Runnable onGone) {
    Thread.ofPlatform()
        .daemon()
        .name("jmh-parent-watch")
        .start(
            () -> {
              awaitEnd(input);
              onGone.run();
            });
  }

  /**
   * A fork of JMH notices its parent's death by itself only when it next reports to it, which a
   * server that hangs never does. Does nothing in a JVM that is no fork: its input is a terminal's,
   * or nobody's.
   */
  static void endForkWithParent() {
    if (System.getProperty("sun.java.command", "").startsWith(FORK_MAIN)) {
      start(System.in, () -> Runtime.getRuntime().halt(1));
    }
  }

  private static void awaitEnd(InputStream input) {
    try {
      int octet = input.read();
      while (octet >= 0) {
        octet = input.read();
      }
    } catch (IOException e) {
      // No longer readable: as good as its end.
      System.getLogger(ParentWatch.class.getName())
          .log(System.Logger.Level.DEBUG, "the parent's pipe failed", e);
    }
  }
}
