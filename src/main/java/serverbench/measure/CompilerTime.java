package serverbench.measure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The CPU time that the compilers of this JVM and of its child JVMs take, from one look to the
 * next. This JVM's own compiler threads live as long as it does, given
 * -XX:-UseDynamicNumberOfCompilerThreads, so they are searched for once: among thousands of threads
 * that takes a while. Children that come later do not count: where each lives for a moment only,
 * all of them compile all their lives. For one thread.
 */
public final class CompilerTime {

  private final ProcFs proc = ProcFs.host();
  private final NameRules rules = NameRules.hotspot();
  private final List<String> own = compilers("self").toList();
  private final List<String> children =
      ProcessHandle.current().descendants().map(child -> Long.toString(child.pid())).toList();
  private Map<String, Long> before = look();

  /** Nanoseconds since the last call, or since this was made. */
  public long takeNanos() {
    Map<String, Long> now = look();
    long nanos = 0;
    for (Map.Entry<String, Long> thread : now.entrySet()) {
      // A thread first seen counts from now on.
      nanos += thread.getValue() - before.getOrDefault(thread.getKey(), thread.getValue());
    }
    before = now;
    return nanos;
  }

  private Map<String, Long> look() {
    Map<String, Long> times = new HashMap<>();
    own.forEach(thread -> note(times, "self", thread));
    children.forEach(child -> compilers(child).forEach(thread -> note(times, child, thread)));
    return times;
  }

  private Stream<String> compilers(String process) {
    return proc.threads(process).stream()
        .filter(
            thread ->
                proc.threadName(process, thread)
                    .filter(name -> rules.side(name) == Side.JIT)
                    .isPresent());
  }

  private void note(Map<String, Long> times, String process, String thread) {
    long nanos = proc.threadCpuNanos(process, thread);
    if (nanos >= 0) {
      times.put(process + "/" + thread, nanos);
    }
  }
}
