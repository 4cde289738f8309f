package serverbench.net.uring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import serverbench.net.Errno;
import serverbench.net.NativeIoException;
import serverbench.net.Platform;

/** Whether this host lets us have an io_uring, found out by asking for one. */
public final class UringSupport {

  private static final Path DISABLED = Path.of("/proc/sys/kernel/io_uring_disabled");

  private UringSupport() {}

  /** Why there is none, or empty where there is. Found out once. */
  public static Optional<String> unsupportedReason() {
    return Found.REASON;
  }

  private static final class Found {
    static final Optional<String> REASON = probe();
  }

  private static Optional<String> probe() {
    if (Platform.CURRENT == null || !Platform.CURRENT.isLinux()) {
      return Optional.of("io_uring needs Linux, this is " + System.getProperty("os.name"));
    }
    try (IoUring ring = IoUring.open(8, 16)) {
      if (!ring.supports(
          UringAbi.OP_ACCEPT,
          UringAbi.OP_ASYNC_CANCEL,
          UringAbi.OP_CLOSE,
          UringAbi.OP_READ,
          UringAbi.OP_SEND,
          UringAbi.OP_RECV,
          UringAbi.OP_SHUTDOWN)) {
        return Optional.of("the kernel's io_uring lacks operations on sockets (needs Linux 5.19)");
      }
      // Came with the same kernel as multishot accept, for which there is no probe.
      ring.provideBuffers((short) 0, 8, 4096);
      return Optional.empty();
    } catch (NativeIoException e) {
      return Optional.of(reason(e, setting()));
    }
  }

  /**
   * @param setting kernel.io_uring_disabled, empty where the kernel does not have it
   */
  static String reason(NativeIoException refusal, String setting) {
    if (!setting.isEmpty() && !setting.equals("0")) {
      return "io_uring is switched off here: kernel.io_uring_disabled=" + setting;
    }
    if (refusal.errno() == Errno.EPERM) {
      return "io_uring is forbidden here, as container runtimes do: " + refusal.getMessage();
    }
    if (refusal.errno() == Errno.ENOSYS || refusal.errno() == Errno.EINVAL) {
      return "the kernel has no io_uring that is new enough (needs Linux 5.19): "
          + refusal.getMessage();
    }
    return "io_uring is refused: " + refusal.getMessage();
  }

  private static String setting() {
    try {
      return Files.exists(DISABLED) ? Files.readString(DISABLED).strip() : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
