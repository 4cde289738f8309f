package serverbench.references;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import java.util.Optional;
import java.util.function.Supplier;

/** The native transports of Netty. */
enum NettyTransport {
  EPOLL(
      "netty-epoll",
      Epoll::unavailabilityCause,
      EpollIoHandler::newFactory,
      EpollServerSocketChannel.class),
  IO_URING(
      "netty-uring",
      IoUring::unavailabilityCause,
      IoUringIoHandler::newFactory,
      IoUringServerSocketChannel.class);

  private final String threadName;
  private final Supplier<Throwable> unavailability;
  private final Supplier<IoHandlerFactory> handlers;
  private final Class<? extends ServerChannel> listener;

  NettyTransport(
      String threadName,
      Supplier<Throwable> unavailability,
      Supplier<IoHandlerFactory> handlers,
      Class<? extends ServerChannel> listener) {
    this.threadName = threadName;
    this.unavailability = unavailability;
    this.handlers = handlers;
    this.listener = listener;
  }

  /** First part of its threads' names. */
  String threadName() {
    return threadName;
  }

  /** Makes the handler of an event loop: its ring, or its epoll instance. */
  IoHandlerFactory handlers() {
    return handlers.get();
  }

  Class<? extends ServerChannel> listener() {
    return listener;
  }

  /** Why it cannot run here, in Netty's own words; loads its native library to find out. */
  Optional<String> unsupported() {
    Throwable cause = unavailability.get();
    if (cause == null) {
      return Optional.empty();
    }
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return Optional.of(cause.toString().lines().findFirst().orElseThrow());
  }
}
