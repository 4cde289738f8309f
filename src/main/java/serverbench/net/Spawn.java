package serverbench.net;

import static serverbench.net.NativeCall.INT;
import static serverbench.net.NativeCall.LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * posix_spawn(3): a new process that runs another program with the descriptors it is given, and no
 * others. (fork(2) is not for a JVM: of all its threads only the calling one would live on in the
 * child, without the collector, and with whatever locks the others held.)
 *
 * @param program path of the program
 * @param arguments of the program, without its name
 * @param environment "NAME=value" each; the child has no others
 * @param descriptors the child's descriptors 0, 3, 4, ... in this order: 1 and 2 are where it
 *     writes
 * @param output the file that takes what the child writes to 1 and 2, or empty: then both are this
 *     process's stderr
 */
public record Spawn(
    String program,
    List<String> arguments,
    List<String> environment,
    List<Integer> descriptors,
    Optional<Path> output) {

  public Spawn {
    if (descriptors.isEmpty()) {
      throw new IllegalArgumentException("the child needs a descriptor 0");
    }
  }

  private static final int STDOUT = 1;
  private static final int STDERR = 2;
  private static final int FIRST_AFTER_STDERR = 3;

  private static final int O_WRONLY = 1;
  private static final int O_CREAT = 0x40;
  private static final int O_APPEND = 0x400;
  private static final int OWNER_ONLY = 0600;

  /** sys/spawn.h: own process group, so that Ctrl-C reaches the parent alone; no signal blocked. */
  private static final int SET_PROCESS_GROUP = 0x02;

  private static final int SET_SIGNAL_MASK = 0x08;

  /** posix_spawn_file_actions_t and posix_spawnattr_t are opaque; glibc's are 80 and 336 bytes. */
  private static final int OPAQUE_BYTES = 512;

  private static final String CLOSE_FROM = "posix_spawn_file_actions_addclosefrom_np";

  /** Why processes cannot be made this way here, or empty. */
  public static Optional<String> refusal() {
    return NativeCall.find(CLOSE_FROM).isPresent()
        ? Optional.empty()
        : Optional.of("needs " + CLOSE_FROM + " (glibc 2.34 or newer)");
  }

  /**
   * Makes the process and returns while it starts.
   *
   * @throws NativeIoException when the system has no process or memory to give, or no such program
   */
  public ChildProcess start() throws NativeIoException {
    int targets = FIRST_AFTER_STDERR + descriptors.size();
    List<Integer> sources = new ArrayList<>();
    List<Integer> duplicates = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      for (int fd : descriptors) {
        int source = fd;
        // A source among the targets could be overwritten before it is copied.
        if (fd < targets) {
          source = Errno.check("fcntl", Sockets.duplicateFrom(fd, targets));
          duplicates.add(source);
        }
        sources.add(source);
      }
      return start(arena, sources);
    } finally {
      duplicates.forEach(Sockets::close);
    }
  }

  private ChildProcess start(Arena arena, List<Integer> sources) throws NativeIoException {
    MemorySegment actions = arena.allocate(OPAQUE_BYTES, 16);
    MemorySegment attributes = arena.allocate(OPAQUE_BYTES, 16);
    check(call(Calls.ACTIONS_INIT, actions));
    check(call(Calls.ATTRIBUTES_INIT, attributes));
    try {
      arrange(arena, actions, sources);
      // Threads of a JVM block SIGQUIT, and a child inherits that; the mask is empty from here.
      check(setFlags(attributes, SET_PROCESS_GROUP | SET_SIGNAL_MASK));
      MemorySegment pid = arena.allocate(ValueLayout.JAVA_INT);
      check(spawn(arena, pid, actions, attributes));
      return new ChildProcess(pid.get(ValueLayout.JAVA_INT, 0));
    } finally {
      check(call(Calls.ACTIONS_DESTROY, actions));
      check(call(Calls.ATTRIBUTES_DESTROY, attributes));
    }
  }

  /** What happens to descriptors in the child, in this order, before the program runs. */
  private void arrange(Arena arena, MemorySegment actions, List<Integer> sources)
      throws NativeIoException {
    if (output.isPresent()) {
      check(open(actions, STDERR, arena.allocateFrom(output.get().toString())));
    }
    check(duplicate(actions, STDERR, STDOUT));
    for (int i = 0; i < sources.size(); i++) {
      check(duplicate(actions, sources.get(i), i == 0 ? 0 : STDERR + i));
    }
    check(closeFrom(actions, FIRST_AFTER_STDERR + sources.size() - 1));
  }

  private int spawn(
      Arena arena, MemorySegment pid, MemorySegment actions, MemorySegment attributes) {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(arguments);
    try {
      return (int)
          Calls.POSIX_SPAWN.invokeExact(
              pid.address(),
              arena.allocateFrom(program).address(),
              actions.address(),
              attributes.address(),
              strings(arena, command).address(),
              strings(arena, environment).address());
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  /** char *[]: pointers to the texts, then NULL. */
  private static MemorySegment strings(Arena arena, List<String> texts) {
    MemorySegment array = arena.allocate(ValueLayout.ADDRESS, texts.size() + 1L);
    for (int i = 0; i < texts.size(); i++) {
      array.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(texts.get(i)));
    }
    return array;
  }

  private static int open(MemorySegment actions, int fd, MemorySegment path) {
    try {
      return (int)
          Calls.ADD_OPEN.invokeExact(
              actions.address(), fd, path.address(), O_WRONLY | O_CREAT | O_APPEND, OWNER_ONLY);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  private static int duplicate(MemorySegment actions, int from, int to) {
    try {
      return (int) Calls.ADD_DUP2.invokeExact(actions.address(), from, to);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  private static int closeFrom(MemorySegment actions, int first) {
    try {
      return (int) Calls.ADD_CLOSE_FROM.invokeExact(actions.address(), first);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  private static int setFlags(MemorySegment attributes, int flags) {
    try {
      return (int) Calls.SET_FLAGS.invokeExact(attributes.address(), (short) flags);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  private static int call(MethodHandle function, MemorySegment argument) {
    try {
      return (int) function.invokeExact(argument.address());
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  /** The functions of spawn.h return the error number instead of setting errno. */
  private static void check(int errno) throws NativeIoException {
    Errno.check("posix_spawn", -errno);
  }

  /** Linked when the first process is made: {@link #refusal} has been asked by then. */
  private static final class Calls {
    static final MethodHandle ACTIONS_INIT = onPointer("posix_spawn_file_actions_init");
    static final MethodHandle ACTIONS_DESTROY = onPointer("posix_spawn_file_actions_destroy");
    static final MethodHandle ATTRIBUTES_INIT = onPointer("posix_spawnattr_init");
    static final MethodHandle ATTRIBUTES_DESTROY = onPointer("posix_spawnattr_destroy");
    static final MethodHandle SET_FLAGS =
        NativeCall.withoutErrno(
            "posix_spawnattr_setflags", FunctionDescriptor.of(INT, LONG, ValueLayout.JAVA_SHORT));
    static final MethodHandle ADD_DUP2 =
        NativeCall.withoutErrno(
            "posix_spawn_file_actions_adddup2", FunctionDescriptor.of(INT, LONG, INT, INT));
    static final MethodHandle ADD_OPEN =
        NativeCall.withoutErrno(
            "posix_spawn_file_actions_addopen",
            FunctionDescriptor.of(INT, LONG, INT, LONG, INT, INT));
    static final MethodHandle ADD_CLOSE_FROM =
        NativeCall.withoutErrno(CLOSE_FROM, FunctionDescriptor.of(INT, LONG, INT));
    static final MethodHandle POSIX_SPAWN =
        NativeCall.withoutErrno(
            "posix_spawn", FunctionDescriptor.of(INT, LONG, LONG, LONG, LONG, LONG, LONG));

    private static MethodHandle onPointer(String function) {
      return NativeCall.withoutErrno(function, FunctionDescriptor.of(INT, LONG));
    }
  }
}
