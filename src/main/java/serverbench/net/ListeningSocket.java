package serverbench.net;

import static serverbench.net.NativeCall.INT;
import static serverbench.net.NativeCall.LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;

/**
 * A bound and listening TCP socket. TCP_NODELAY and the timeouts of blocking calls are set once
 * here: Linux and BSD hand them on to every accepted socket, which saves system calls for each
 * connection.
 */
public final class ListeningSocket implements AutoCloseable {

  /** How a listening socket is opened. */
  public enum Option {
    /** It and the sockets it accepts never block. */
    NON_BLOCKING,
    /** Several sockets may listen on the port; the kernel spreads connections over them. */
    REUSE_PORT
  }

  private static final int SOCKADDR_MOST_BYTES = 28;

  private static final MethodHandle SOCKET =
      NativeCall.withErrno("socket", FunctionDescriptor.of(INT, INT, INT, INT));
  private static final MethodHandle BIND =
      NativeCall.withErrno("bind", FunctionDescriptor.of(INT, INT, LONG, INT));
  private static final MethodHandle LISTEN =
      NativeCall.withErrno("listen", FunctionDescriptor.of(INT, INT, INT));
  private static final MethodHandle GETSOCKNAME =
      NativeCall.withErrno("getsockname", FunctionDescriptor.of(INT, INT, LONG, LONG));
  private static final MethodHandle ACCEPT = acceptHandle();

  private static final int SOCK_CLOEXEC = 0x80000;

  private final int fd;
  private final int port;
  private final boolean nonBlocking;
  private boolean open = true;

  private ListeningSocket(int fd, int port, boolean nonBlocking) {
    this.fd = fd;
    this.port = port;
    this.nonBlocking = nonBlocking;
  }

  /**
   * Opens, binds and listens.
   *
   * @param port 0 for any free port
   * @param backlog as for listen(2); the kernel caps it
   * @throws NativeIoException when the address is in use or not ours
   */
  public static ListeningSocket open(
      InetAddress address, int port, int backlog, Set<Option> options) throws NativeIoException {
    Platform platform = Platform.CURRENT;
    boolean ip6 = address.getAddress().length == 16;
    int fd =
        Errno.check(
            "socket", socket(ip6 ? platform.afInet6 : platform.afInet, platform.sockStream));
    try {
      Errno.check("fcntl", Sockets.setCloseOnExec(fd));
      boolean nonBlocking = options.contains(Option.NON_BLOCKING);
      if (nonBlocking) {
        Errno.check("fcntl", Sockets.setNonBlocking(fd));
      }
      set(fd, platform.solSocket, platform.soReuseAddr);
      if (options.contains(Option.REUSE_PORT)) {
        set(fd, platform.solSocket, platform.soReusePort);
      }
      set(fd, platform.ipprotoTcp, platform.tcpNoDelay);
      int boundPort = bindAndListen(fd, address, port, backlog);
      return new ListeningSocket(fd, boundPort, nonBlocking);
    } catch (NativeIoException e) {
      Sockets.close(fd);
      throw e;
    }
  }

  /**
   * A blocking listening socket that this process was started with.
   *
   * @throws NativeIoException when the descriptor is none
   */
  public static ListeningSocket inherited(int fd) throws NativeIoException {
    return new ListeningSocket(fd, boundPort(fd), false);
  }

  /**
   * Lets other sockets with {@link Option#REUSE_PORT} listen on the same port from now on. Unlike
   * that option at opening, this one has had the port for itself, and would have been refused one
   * in use.
   */
  public void sharePort() throws NativeIoException {
    set(fd, Platform.CURRENT.solSocket, Platform.CURRENT.soReusePort);
  }

  /** The port, also when 0 was asked for. */
  public int port() {
    return port;
  }

  public int fd() {
    return fd;
  }

  /** Timeouts of blocking receive and send on accepted sockets; accept itself times out as well. */
  public void setTimeouts(Duration receive, Duration send) throws NativeIoException {
    Errno.check("setsockopt", Sockets.setReceiveTimeout(fd, receive.toNanos()));
    Errno.check("setsockopt", Sockets.setSendTimeout(fd, send.toNanos()));
  }

  /**
   * accept(2): takes one connection, close-on-exec, blocking or not as this socket is.
   *
   * @return the connection's descriptor, or the negated errno: EAGAIN when there is none, EINVAL
   *     after {@link #refuse}
   */
  public int accept() {
    MemorySegment state = NativeCall.state();
    try {
      if (Platform.CURRENT.isLinux()) {
        int flags = SOCK_CLOEXEC | (nonBlocking ? Platform.CURRENT.oNonBlock : 0);
        return NativeCall.result((int) ACCEPT.invokeExact(state, fd, 0L, 0L, flags), state);
      }
      int accepted = NativeCall.result((int) ACCEPT.invokeExact(state, fd, 0L, 0L), state);
      // BSD hands O_NONBLOCK on, but not close-on-exec.
      int result = accepted < 0 ? accepted : Sockets.setCloseOnExec(accepted);
      return result < 0 ? result : accepted;
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  /**
   * Refuses connections from now on, those in the backlog too, and makes every accept, waiting or
   * to come, return EINVAL; a poller is told of a hang-up. The descriptor stays open. Any thread.
   */
  public void refuse() {
    Sockets.shutdown(fd, Sockets.SHUT_RDWR);
  }

  @Override
  public synchronized void close() {
    if (open) {
      open = false;
      Sockets.close(fd);
    }
  }

  private static int bindAndListen(int fd, InetAddress address, int port, int backlog)
      throws NativeIoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment sockaddr = arena.allocate(SOCKADDR_MOST_BYTES, 8);
      int bytes = SocketAddressLayout.write(sockaddr, address, port);
      Errno.check("bind " + address.getHostAddress() + ":" + port, bind(fd, sockaddr, bytes));
      Errno.check("listen", listen(fd, backlog));
      return boundPort(fd);
    }
  }

  private static int boundPort(int fd) throws NativeIoException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment sockaddr = arena.allocate(SOCKADDR_MOST_BYTES, 8);
      MemorySegment length = arena.allocateFrom(ValueLayout.JAVA_INT, SOCKADDR_MOST_BYTES);
      Errno.check("getsockname", getsockname(fd, sockaddr, length));
      return SocketAddressLayout.port(sockaddr);
    }
  }

  private static void set(int fd, int level, int option) throws NativeIoException {
    Errno.check("setsockopt", Sockets.setIntOption(fd, level, option, 1));
  }

  private static int socket(int family, int type) {
    MemorySegment state = NativeCall.state();
    try {
      return NativeCall.result((int) SOCKET.invokeExact(state, family, type, 0), state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  private static int bind(int fd, MemorySegment sockaddr, int bytes) {
    MemorySegment state = NativeCall.state();
    try {
      return NativeCall.result((int) BIND.invokeExact(state, fd, sockaddr.address(), bytes), state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  private static int listen(int fd, int backlog) {
    MemorySegment state = NativeCall.state();
    try {
      return NativeCall.result((int) LISTEN.invokeExact(state, fd, backlog), state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  private static int getsockname(int fd, MemorySegment sockaddr, MemorySegment length) {
    MemorySegment state = NativeCall.state();
    try {
      return NativeCall.result(
          (int) GETSOCKNAME.invokeExact(state, fd, sockaddr.address(), length.address()), state);
    } catch (Throwable e) {
      throw NativeCall.unexpected(e);
    }
  }

  private static MethodHandle acceptHandle() {
    return Platform.CURRENT.isLinux()
        ? NativeCall.withErrno("accept4", FunctionDescriptor.of(INT, INT, LONG, LONG, INT))
        : NativeCall.withErrno("accept", FunctionDescriptor.of(INT, INT, LONG, LONG));
  }
}
