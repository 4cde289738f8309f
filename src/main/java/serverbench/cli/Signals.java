package serverbench.cli;

import java.util.List;
import sun.misc.Signal;

/**
 * The signals that ask a process to end. Handling them takes the place of the JVM's own way, which
 * exits with 143 and gives nobody time to finish.
 */
final class Signals {

  private static final List<String> STOP = List.of("INT", "TERM", "HUP");

  /**
   * From now on runs the action on each of them, on a thread of its own. One that was ignored when
   * the process began (nohup) stays ignored.
   */
  static void onStop(Runnable action) {
    STOP.forEach(name -> Signal.handle(new Signal(name), _ -> action.run()));
  }

  private Signals() {}
}
