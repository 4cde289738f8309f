package serverbench.net.kqueue;

import static serverbench.net.NativeCall.INT;
import static serverbench.net.NativeCall.LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import serverbench.net.Errno;
import serverbench.net.NativeCall;
import serverbench.net.NativeIoException;
import serverbench.net.Sockets;
import serverbench.net.Timeout;

/** kqueue(2) and kevent(2) of a library that has them. */
final class NativeKqueue implements Kqueue {

  private final MethodHandle kevent;
  private final KeventLayout layout;
  private final int fd;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment timespec = arena.allocate(Timeout.STRUCT_BYTES, 8);

  private NativeKqueue(MethodHandle kevent, KeventLayout layout, int fd) {
    this.kevent = kevent;
    this.layout = layout;
    this.fd = fd;
  }

  static NativeKqueue open(SymbolLookup library, KeventLayout layout) throws NativeIoException {
    MethodHandle kqueue =
        NativeCall.withErrno(library.findOrThrow("kqueue"), FunctionDescriptor.of(INT));
    MethodHandle kevent =
        NativeCall.withErrno(
            library.findOrThrow("kevent"),
            FunctionDescriptor.of(INT, INT, LONG, INT, LONG, INT, LONG));
    MemorySegment state = NativeCall.state();
    int fd;
    try {
      fd = NativeCall.result((int) kqueue.invokeExact(state), state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
    return new NativeKqueue(kevent, layout, Errno.check("kqueue", fd));
  }

  @Override
  public Kevents newList(int capacity) {
    return new Kevents(layout, capacity, arena);
  }

  @Override
  public int kevent(Kevents changes, Kevents events, long timeoutNanos) {
    // With no room for events the call does not wait; the timeout's memory is then left alone,
    // since the caller may not be the thread that owns the queue.
    long timeout = events.capacity() == 0 ? 0 : Timeout.timespec(timespec, timeoutNanos);
    MemorySegment state = NativeCall.state();
    int count;
    try {
      count =
          NativeCall.result(
              (int)
                  kevent.invokeExact(
                      state,
                      fd,
                      changes.address(),
                      changes.size(),
                      events.address(),
                      events.capacity(),
                      timeout),
              state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
    events.filled(Math.max(0, count));
    return count;
  }

  @Override
  public long data(Kevents events, int index) {
    return events.data(index);
  }

  @Override
  public void close() {
    Sockets.close(fd);
    arena.close();
  }
}
