package serverbench.net.uring;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import serverbench.net.Errno;
import serverbench.net.NativeIoException;
import serverbench.net.Sockets;
import serverbench.net.Timeout;

/**
 * io_uring(7): two rings in memory shared with the kernel, one of operations to do and one of
 * operations done, and a single system call that hands over the first and waits for the second.
 *
 * <pre>
 *   operations --> SubmissionQueue --+                        +--> CompletionQueue --> results
 *                                    +--> io_uring_enter(2) --+
 * </pre>
 *
 * <p>One thread owns the ring: the one that calls {@link #enable}. The kernel then needs no locks
 * and does its work inside that thread's calls only (SINGLE_ISSUER, DEFER_TASKRUN), where it is new
 * enough for that.
 */
public final class IoUring implements AutoCloseable {

  /** What the ring is asked to do for its single thread, the best first. */
  private static final int[] TASK_FLAGS = {
    UringAbi.SETUP_SINGLE_ISSUER | UringAbi.SETUP_DEFER_TASKRUN | UringAbi.SETUP_COOP_TASKRUN,
    UringAbi.SETUP_COOP_TASKRUN,
    0
  };

  private static final int ALWAYS =
      UringAbi.SETUP_R_DISABLED
          | UringAbi.SETUP_CLAMP
          | UringAbi.SETUP_CQSIZE
          | UringAbi.SETUP_SUBMIT_ALL;

  private static final int NEEDED_FEATURES =
      UringAbi.FEAT_SINGLE_MMAP | UringAbi.FEAT_NODROP | UringAbi.FEAT_EXT_ARG;

  private final int fd;
  private final MemorySegment ring;
  private final MemorySegment entries;
  private final SubmissionQueue submissions;
  private final CompletionQueue completions;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment argument = arena.allocate(UringAbi.GETEVENTS_ARG_BYTES, 8);
  private final MemorySegment timespec = arena.allocate(Timeout.STRUCT_BYTES, 8);

  private IoUring(int fd, MemorySegment params) throws NativeIoException {
    this.fd = fd;
    long submissionBytes =
        params.get(JAVA_INT, UringAbi.SQ_ARRAY)
            + (long) params.get(JAVA_INT, UringAbi.PARAMS_SQ_ENTRIES) * Integer.BYTES;
    long completionBytes =
        params.get(JAVA_INT, UringAbi.CQ_CQES)
            + (long) params.get(JAVA_INT, UringAbi.PARAMS_CQ_ENTRIES) * UringAbi.CQE_BYTES;
    long entryBytes = (long) params.get(JAVA_INT, UringAbi.PARAMS_SQ_ENTRIES) * UringAbi.SQE_BYTES;
    // Both rings lie in one mapping (FEAT_SINGLE_MMAP).
    long ringBytes = Math.max(submissionBytes, completionBytes);
    MemorySegment mapped = null;
    try {
      mapped = UringCalls.map(fd, UringAbi.OFF_SQ_RING, ringBytes);
      entries = UringCalls.map(fd, UringAbi.OFF_SQES, entryBytes);
    } catch (NativeIoException e) {
      if (mapped != null) {
        UringCalls.unmap(mapped);
      }
      arena.close();
      throw e;
    }
    ring = mapped;
    submissions = new SubmissionQueue(ring, entries, params);
    completions = new CompletionQueue(ring, params);
  }

  /**
   * Sets up a ring, not yet enabled. Both sizes are powers of two.
   *
   * @throws NativeIoException when the kernel has none, or refuses it to us
   */
  public static IoUring open(int submissionEntries, int completionEntries)
      throws NativeIoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment params = arena.allocate(UringAbi.PARAMS_BYTES, 8);
      int fd = Errno.check("io_uring_setup", setup(submissionEntries, completionEntries, params));
      try {
        if ((params.get(JAVA_INT, UringAbi.PARAMS_FEATURES) & NEEDED_FEATURES) != NEEDED_FEATURES) {
          throw Errno.failure("io_uring_setup of this kernel's features", -Errno.ENOSYS);
        }
        return new IoUring(fd, params);
      } catch (NativeIoException e) {
        Sockets.close(fd);
        throw e;
      }
    }
  }

  private static int setup(int submissionEntries, int completionEntries, MemorySegment params) {
    int result = -Errno.EINVAL;
    for (int i = 0; i < TASK_FLAGS.length && result == -Errno.EINVAL; i++) {
      params.fill((byte) 0);
      params.set(JAVA_INT, UringAbi.PARAMS_CQ_ENTRIES, completionEntries);
      params.set(JAVA_INT, UringAbi.PARAMS_FLAGS, ALWAYS | TASK_FLAGS[i]);
      result = UringCalls.setup(submissionEntries, params);
    }
    return result;
  }

  /** Makes the calling thread the owner, which alone may use the ring from now on. */
  public void enable() throws NativeIoException {
    Errno.check(
        "io_uring_register(ENABLE_RINGS)",
        UringCalls.register(fd, UringAbi.REGISTER_ENABLE_RINGS, MemorySegment.NULL, 0));
  }

  /**
   * Lends buffers to the kernel; before {@link #enable}. Their memory lives as long as the ring.
   */
  public ProvidedBuffers provideBuffers(short group, int count, int bufferBytes)
      throws NativeIoException {
    ProvidedBuffers buffers = new ProvidedBuffers(group, count, bufferBytes, arena);
    try (Arena temporary = Arena.ofConfined()) {
      MemorySegment registration = temporary.allocate(UringAbi.BUF_REG_BYTES, 8);
      registration.set(JAVA_LONG, UringAbi.BUF_REG_RING_ADDRESS, buffers.ringAddress());
      registration.set(JAVA_INT, UringAbi.BUF_REG_ENTRIES, count);
      registration.set(JAVA_SHORT, UringAbi.BUF_REG_GROUP, group);
      Errno.check(
          "io_uring_register(PBUF_RING)",
          UringCalls.register(fd, UringAbi.REGISTER_PBUF_RING, registration, 1));
    }
    return buffers;
  }

  public SubmissionQueue submissions() {
    return submissions;
  }

  public CompletionQueue completions() {
    return completions;
  }

  /** Hands over what was filled without waiting for anything. */
  public void submit() throws NativeIoException {
    check(UringCalls.enter(fd, submissions.publish(), 0, 0, 0, 0));
  }

  /**
   * Hands over what was filled and blocks until an operation is done or the time is over: one
   * system call.
   *
   * @param timeoutNanos 0 returns at once, {@link serverbench.net.Poller#FOREVER} waits
   */
  public void submitAndWait(long timeoutNanos) throws NativeIoException {
    long timeout = Timeout.timespec(timespec, timeoutNanos);
    argument.set(JAVA_LONG, UringAbi.GETEVENTS_ARG_TIMESPEC, timeout);
    check(
        UringCalls.enter(
            fd,
            submissions.publish(),
            1,
            UringAbi.ENTER_GETEVENTS | UringAbi.ENTER_EXT_ARG,
            argument.address(),
            UringAbi.GETEVENTS_ARG_BYTES));
  }

  /** Which operations this kernel has: IORING_REGISTER_PROBE. */
  boolean supports(byte... operations) throws NativeIoException {
    try (Arena temporary = Arena.ofConfined()) {
      MemorySegment probe =
          temporary.allocate(
              UringAbi.PROBE_BYTES + (long) UringAbi.PROBE_OPS * UringAbi.PROBE_OP_BYTES, 8);
      Errno.check(
          "io_uring_register(PROBE)",
          UringCalls.register(fd, UringAbi.REGISTER_PROBE, probe, UringAbi.PROBE_OPS));
      for (byte operation : operations) {
        long entry = UringAbi.PROBE_BYTES + (long) operation * UringAbi.PROBE_OP_BYTES;
        if ((probe.get(JAVA_SHORT, entry + UringAbi.PROBE_OP_FLAGS) & UringAbi.PROBE_OP_SUPPORTED)
            == 0) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * Gives the ring up. No operation may be in flight: the kernel ends those later, by itself, and
   * until then writes to the memory that they name.
   */
  @Override
  public void close() {
    UringCalls.unmap(entries);
    UringCalls.unmap(ring);
    Sockets.close(fd);
    arena.close();
  }

  private static void check(int result) throws NativeIoException {
    // The time was over; a signal; or the kernel wants completions to be taken (EBUSY) or has no
    // memory (EAGAIN) and will take the rest of the operations with the next call.
    boolean benign =
        result == -Errno.ETIME
            || result == -Errno.EINTR
            || result == -Errno.EBUSY
            || result == -Errno.EAGAIN;
    if (result < 0 && !benign) {
      throw Errno.failure("io_uring_enter", result);
    }
  }
}
