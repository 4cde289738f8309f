package serverbench.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * The signals that ask a process to end. Handling them takes the place of the JVM's own way, which
 * exits with 143 and gives nobody time to finish.
 */
final class Signals implements AutoCloseable {

  private static final List<String> STOP = List.of("INT", "TERM", "HUP");

  /** What a terminal sends to every process that was started from it. */
  private static final List<String> OF_TERMINAL = List.of("INT", "HUP");

  private final Map<Signal, SignalHandler> before = new LinkedHashMap<>();

  private Signals() {}

  /**
   * Until closed, runs the action on each of them, on a thread of its own. One that was ignored
   * when the process began (nohup) stays ignored.
   */
  static Signals onStop(Runnable action) {
    Signals signals = new Signals();
    for (String name : STOP) {
      Signal signal = new Signal(name);
      signals.before.put(signal, Signal.handle(signal, _ -> action.run()));
    }
    return signals;
  }

  /**
   * The same on SIGTERM alone: the terminal's signals are ignored. For a process whose parent gets
   * them as well and decides when this one ends.
   */
  static Signals onStopByParent(Runnable action) {
    Signals signals = onStop(action);
    OF_TERMINAL.forEach(name -> Signal.handle(new Signal(name), SignalHandler.SIG_IGN));
    return signals;
  }

  /** From here on the signals do what they did before. */
  @Override
  public void close() {
    before.forEach(Signal::handle);
  }
}
