package serverbench.net.kqueue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import serverbench.net.Platform;

/** Where a {@link Kqueue} can come from, the best first. */
public enum KqueueBackend {
  /** The kernel's own, through the C library: macOS. */
  LIBC("libc") {
    @Override
    Optional<SymbolLookup> library() {
      SymbolLookup libc = Linker.nativeLinker().defaultLookup();
      return libc.find("kqueue").map(found -> libc);
    }

    @Override
    public Kqueue open() throws IOException {
      return NativeKqueue.open(library().orElseThrow(), KeventLayout.DARWIN);
    }
  },

  /** The library that brings the interface to Linux, where it is installed. */
  LIBKQUEUE("libkqueue") {
    @Override
    Optional<SymbolLookup> library() {
      if (!Platform.CURRENT.isLinux()) {
        return Optional.empty();
      }
      try {
        return Optional.of(SymbolLookup.libraryLookup("libkqueue.so.0", Arena.global()));
      } catch (IllegalArgumentException e) {
        // That is how a library is reported that is not installed.
        return Optional.empty();
      }
    }

    @Override
    public Kqueue open() throws IOException {
      return NativeKqueue.open(library().orElseThrow(), KeventLayout.LIBKQUEUE);
    }
  },

  /** Our own translation, on Linux. */
  EPOLL("epoll+timerfd+eventfd") {
    @Override
    Optional<SymbolLookup> library() {
      SymbolLookup libc = Linker.nativeLinker().defaultLookup();
      return Platform.CURRENT.isLinux() ? Optional.of(libc) : Optional.empty();
    }

    @Override
    public Kqueue open() throws IOException {
      return EpollKqueue.open();
    }
  };

  private final String label;

  KqueueBackend(String label) {
    this.label = label;
  }

  /** As it is printed beside the model's name. */
  public String label() {
    return label;
  }

  public boolean isAvailable() {
    return library().isPresent();
  }

  /** Opens a queue; only where {@link #isAvailable}. */
  public abstract Kqueue open() throws IOException;

  /** The library that has its functions, where it is found. */
  abstract Optional<SymbolLookup> library();

  /** All that work here, the best first. */
  public static List<KqueueBackend> available() {
    return Arrays.stream(values()).filter(KqueueBackend::isAvailable).toList();
  }

  /** The one that runs unless another is asked for. */
  public static KqueueBackend best() {
    return Best.FOUND;
  }

  /** Looked for once: the answer does not change while the process runs. */
  private static final class Best {
    static final KqueueBackend FOUND = available().getFirst();
  }
}
