package serverbench.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** What differs between two runs beside what is to be compared. */
final class Unlike {

  /** Memory of the same machine reads a little different after a new kernel. */
  private static final double SAME_MEMORY = 0.02;

  private final List<String> sentences = new ArrayList<>();

  private Unlike() {}

  /** One sentence for each difference, the gravest first; empty when the runs are alike. */
  static List<String> of(Run base, Run head) {
    Unlike unlike = new Unlike();
    if (base.id().equals(head.id())) {
      unlike.sentences.add("Both are the same run, " + base.id() + ".");
    }
    unlike.machine(base.environment(), head.environment());
    unlike.software(base.environment(), head.environment());
    unlike.differs("Another schema of run.json", base.schemaVersion(), head.schemaVersion());
    unlike.differs("Another profile", base.profile(), head.profile());
    unlike.status("base", base);
    unlike.status("head", head);
    unlike.workloads(base, head);
    unlike.models(base, head);
    return List.copyOf(unlike.sentences);
  }

  private void machine(Environment base, Environment head) {
    String machine = "Another machine, so that ratios compare machines too: ";
    differs(machine + "CPU", base.cpu(), head.cpu());
    differs(machine + "cores", base.cores(), head.cores());
    if (Math.abs(base.memoryBytes() - head.memoryBytes()) > SAME_MEMORY * base.memoryBytes()) {
      differs(machine + "bytes of memory", base.memoryBytes(), head.memoryBytes());
    }
  }

  private void software(Environment base, Environment head) {
    differs("Another kernel", base.kernel(), head.kernel());
    differs("Another JDK", base.jdk(), head.jdk());
    differs("Other JVM flags", flags(base), flags(head));
    differs("Another governor", base.governor(), head.governor());
    differs("Another limit of open files", base.openFilesLimit(), head.openFilesLimit());
    Map<String, String> before = base.more() == null ? Map.of() : base.more();
    Map<String, String> after = head.more() == null ? Map.of() : head.more();
    TreeSet<String> settings = new TreeSet<>(before.keySet());
    settings.addAll(after.keySet());
    settings.forEach(name -> differs("Another " + name, before.get(name), after.get(name)));
  }

  private static String flags(Environment environment) {
    return environment.jvmFlags() == null ? null : String.join(" ", environment.jvmFlags());
  }

  private void status(String which, Run run) {
    Caveats.of(run).forEach(caveat -> sentences.add("The " + which + ": " + caveat));
  }

  private void workloads(Run base, Run head) {
    for (WorkloadInfo before : base.workloads()) {
      for (WorkloadInfo after : head.workloads()) {
        if (before.name().equals(after.name())) {
          String load = before.name() + " asked for something else: ";
          differs(load + "path", before.path(), after.path());
          differs(load + "connections", before.connections(), after.connections());
        }
      }
    }
  }

  private void models(Run base, Run head) {
    Map<String, List<String>> settings = new LinkedHashMap<>();
    for (ModelInfo before : base.models()) {
      for (ModelInfo after : head.models()) {
        if (before.name().equals(after.name())) {
          differs(before.name() + " on another backend", before.backend(), after.backend());
          if (!before.settings().equals(after.settings())) {
            String both = both(new TreeMap<>(before.settings()), new TreeMap<>(after.settings()));
            settings.computeIfAbsent(both, _ -> new ArrayList<>()).add(before.name());
          }
        }
      }
    }
    settings.forEach(
        (both, models) ->
            sentences.add("Other settings of " + String.join(", ", models) + ": " + both));
  }

  private void differs(String what, Object base, Object head) {
    if (!Objects.equals(base, head)) {
      sentences.add(what + ": " + both(base, head));
    }
  }

  private static String both(Object base, Object head) {
    return orUnknown(base) + " (base), " + orUnknown(head) + " (head).";
  }

  private static Object orUnknown(Object value) {
    return value == null ? "unknown" : value;
  }
}
