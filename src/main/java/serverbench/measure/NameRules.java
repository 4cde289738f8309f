package serverbench.measure;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells from a thread's name whom it works for. The kernel keeps 15 characters of a name, so a
 * prefix must not be longer; the same rules then fit both /proc and the JVM's own list.
 */
public final class NameRules {

  private static final int KERNEL_NAME_CHARACTERS = 15;

  private record Rule(String prefix, Side side) {}

  private final List<Rule> rules;

  private NameRules(List<Rule> rules) {
    this.rules = rules;
  }

  /** The threads that HotSpot makes for itself, as JDK 25 names them. */
  public static NameRules hotspot() {
    return new NameRules(List.of())
        .with("GC Thread", Side.GC)
        .with("G1 ", Side.GC)
        .with("ZWorker", Side.GC)
        .with("ZDriver", Side.GC)
        .with("ZDirector", Side.GC)
        .with("ZStat", Side.GC)
        .with("ZUncommitter", Side.GC)
        .with("Shenandoah", Side.GC)
        .with("C1 CompilerThre", Side.JIT)
        .with("C2 CompilerThre", Side.JIT)
        .with("VM ", Side.JVM)
        .with("Reference Handl", Side.JVM)
        .with("Finalizer", Side.JVM)
        .with("Signal Dispatch", Side.JVM)
        .with("Service Thread", Side.JVM)
        .with("Monitor Deflati", Side.JVM)
        .with("Notification Th", Side.JVM)
        .with("Common-Cleaner", Side.JVM)
        .with("Cleaner-", Side.JVM)
        .with("Attach Listener", Side.JVM)
        // The launcher's first thread and main(), which never gets a name of its own in the kernel.
        .with("java", Side.HARNESS)
        .with("main", Side.HARNESS);
  }

  /** These rules and one more, which is asked after them. */
  public NameRules with(String prefix, Side side) {
    if (prefix.isEmpty() || prefix.length() > KERNEL_NAME_CHARACTERS) {
      throw new IllegalArgumentException("a prefix of 1 to 15 characters, not '" + prefix + "'");
    }
    List<Rule> more = new ArrayList<>(rules);
    more.add(new Rule(prefix, side));
    return new NameRules(List.copyOf(more));
  }

  /** {@link Side#SERVER} when no rule knows the name. */
  public Side side(String threadName) {
    for (Rule rule : rules) {
      if (threadName.startsWith(rule.prefix)) {
        return rule.side;
      }
    }
    return Side.SERVER;
  }
}
