package serverbench.net;

import java.io.IOException;

/**
 * Waits for readiness of many descriptors at once. select, poll, epoll and kqueue implement these
 * methods in this order, so that their files can be read side by side.
 *
 * <p>Owned by one thread, which calls everything but {@link #wakeup}. What is ready is read with
 * {@link #readyFd} and {@link #readyEvents} and stays valid until the next {@link #await}. An event
 * may be stale (its descriptor was closed earlier in the same turn and its number taken again), so
 * sockets must be non-blocking: a read that finds nothing returns EAGAIN.
 */
public interface Poller extends AutoCloseable {

  /** Makes one, on the thread that constructs the server. */
  @FunctionalInterface
  interface Factory {
    Poller open() throws IOException;
  }

  /**
   * Interest in, or readiness for, receiving or accepting. Errors and hang-ups are reported as what
   * the descriptor is watched for, or as both.
   */
  int READ = 1;

  /** Interest in, or readiness for, sending. */
  int WRITE = 2;

  /** What {@link #await} takes to wait until something is ready. */
  long FOREVER = Long.MAX_VALUE;

  /**
   * Begins to watch a descriptor.
   *
   * @param interest {@link #READ}, {@link #WRITE}, or both
   * @throws IOException when the kernel refuses (limits, a number that this mechanism cannot take)
   */
  void add(int fd, int interest) throws IOException;

  /**
   * Changes what a watched descriptor is watched for; 0 for nothing at present, though some kernels
   * tell a hang-up even so. An edge-triggered poller tells the present state once more.
   */
  void modify(int fd, int interest) throws IOException;

  /**
   * Stops watching a descriptor that the caller closes next: where the kernel forgets it by itself
   * then, this makes no call.
   */
  void remove(int fd);

  /**
   * Blocks until something is ready, the time is over, or {@link #wakeup} is called.
   *
   * @param timeoutNanos rounded up to what the kernel's clock can do; 0 returns at once, {@link
   *     #FOREVER} waits
   * @return how many descriptors are ready, 0 after a time-out or a wake-up
   */
  int await(long timeoutNanos) throws IOException;

  /** The descriptor of the ready one at this index. */
  int readyFd(int index);

  /** What it is ready for: {@link #READ}, {@link #WRITE}, or both. */
  int readyEvents(int index);

  /**
   * Makes the present or the next {@link #await} return. Any thread; after close it does nothing.
   */
  void wakeup();

  @Override
  void close();
}
