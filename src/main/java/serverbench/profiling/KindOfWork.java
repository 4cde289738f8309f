package serverbench.profiling;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import serverbench.measure.NameRules;
import serverbench.profiling.Stack.Code;
import serverbench.profiling.Stack.Frame;

/**
 * Names what a sampled stack was busy with, in words that can be summed up: the system call and
 * what it was at, the package of the Java code, or which of the JVM's own duties.
 */
final class KindOfWork {

  private static final NameRules THREADS = NameRules.hotspot();

  /** __x64_sys_recvfrom, __arm64_sys_recvfrom, ksys_read, do_sys_poll. */
  private static final Pattern SYSTEM_CALL = Pattern.compile("(?:\\w*?_)?k?sys_(\\w+)");

  /** What a ring of io_uring was told to do; the system call says only that it was entered. */
  private static final Pattern RING_OPERATION =
      Pattern.compile("(io_(?:accept|recv|send|read|write|close|timeout|poll))(?:_\\w+)?");

  private static final Pattern SLEEPING = Pattern.compile("_*schedule(?:_(?:hr)?timeout\\w*)?");

  /** Its tail is often inlined into the two callers that sockets have. */
  private static final Pattern WAKING =
      Pattern.compile("\\w*wake_(?:up|func)\\w*|sock_def_readable|ep_poll_callback");

  private static final Pattern LIBRARY = Pattern.compile("(?:java|javax|jdk|sun)\\..+");

  /** What the JDK does to hand work from a thread to another one, virtual ones among them. */
  private static final Pattern CONCURRENCY =
      Pattern.compile(
          "java\\.util\\.concurrent\\..+"
              + "|java\\.lang\\.(?:VirtualThread|ThreadBuilders|Thread\\b).*"
              + "|jdk\\.internal\\.vm\\..+");

  /** Machine code that the JVM wrote, as async-profiler names it: "I2C/C2I adapters", [unknown]. */
  private static final Pattern STUB =
      Pattern.compile(".*_blob|.*[Ss]tub.*|.*arraycopy.*|.* .*|\\[.*\\]");

  /** Roots of every Java thread, which say nothing. */
  private static final Set<String> ROOTS =
      Set.of("java.lang.Thread.run", "java.lang.Thread.runWith", "java.lang.VirtualThread.run");

  /** What is left to the way back from the kernel: closing, completions of a ring. */
  private static final String TASK_WORK = "task work";

  private KindOfWork() {}

  static String of(Stack stack) {
    return switch (THREADS.side(stack.thread())) {
      case GC -> "JVM: garbage collector";
      case JIT -> "JVM: compilers";
      case JVM -> "JVM: its other threads";
      case SERVER, CLIENT, HARNESS -> ofTheServer(stack.frames());
    };
  }

  private static String ofTheServer(List<Frame> frames) {
    List<String> kernel =
        frames.stream().filter(f -> f.code() == Code.KERNEL).map(Frame::name).toList();
    return kernel.isEmpty() ? user(frames) : kernel(kernel);
  }

  private static String kernel(List<String> frames) {
    String entry = entry(frames);
    if (entry.contains("io_uring") || entry.equals(TASK_WORK)) {
      entry += capture(frames, RING_OPERATION).map(name -> ", " + name).orElse("");
    }
    for (String frame : frames) {
      if (SLEEPING.matcher(frame).matches()) {
        return "kernel: " + entry + ", sleeping and switching";
      }
      if (WAKING.matcher(frame).matches()) {
        return "kernel: " + entry + ", waking";
      }
    }
    return "kernel: " + entry;
  }

  /** Why the kernel was entered. */
  private static String entry(List<String> frames) {
    Optional<String> call = capture(frames, SYSTEM_CALL);
    if (call.isPresent()) {
      return call.get();
    }
    if (frames.contains("task_work_run")) {
      return TASK_WORK;
    }
    String root = frames.getFirst();
    if (root.contains("page_fault")) {
      return "page faults";
    }
    if (root.contains("sysvec") || root.contains("interrupt") || root.contains("irq")) {
      return "interrupts";
    }
    if (root.contains("SYSCALL") || root.contains("syscall")) {
      return "entry and exit of system calls";
    }
    return root.contains("ret_from_fork") ? "start of threads" : "other";
  }

  private static String user(List<Frame> frames) {
    int lastJava = frames.size() - 1;
    while (lastJava >= 0 && frames.get(lastJava).code() != Code.JAVA) {
      lastJava--;
    }
    List<Frame> below = frames.subList(lastJava + 1, frames.size());
    if (below.stream().anyMatch(frame -> frame.name().contains("::"))) {
      return "JVM: native code";
    }
    Frame leaf = frames.getLast();
    if (leaf.code() == Code.NATIVE && !STUB.matcher(leaf.name()).matches()) {
      return "C library: " + leaf.name().replaceFirst("^_+(?:GI_)?_*", "");
    }
    List<Frame> java = frames.stream().filter(frame -> frame.code() == Code.JAVA).toList();
    if (java.isEmpty()) {
      return "unknown";
    }
    for (Frame frame : java.reversed()) {
      if (CONCURRENCY.matcher(frame.name()).matches() && !ROOTS.contains(frame.name())) {
        return "JDK: threads, queues and locks";
      }
      if (!LIBRARY.matcher(frame.name()).matches()) {
        return "Java: " + packageOf(frame.name());
      }
    }
    return "JDK: other";
  }

  private static String packageOf(String method) {
    Matcher parts = Pattern.compile("((?:[a-z_0-9]+\\.)*)\\S+").matcher(method);
    String name = parts.matches() ? parts.group(1) : "";
    return name.isEmpty() ? "no package" : name.substring(0, name.length() - 1);
  }

  private static Optional<String> capture(List<String> frames, Pattern pattern) {
    return frames.stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        .findFirst();
  }
}
