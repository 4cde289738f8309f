package serverbench.models.process;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import serverbench.net.ChildProcess;
import serverbench.net.Errno;
import serverbench.net.NativeIoException;
import serverbench.net.Pipe;
import serverbench.server.ServerStats;

/**
 * A child process as its parent sees it: its socket is its descriptor 0, on 3 it hears from the
 * parent, on 4 it reports, and it has no others but stderr. Any thread.
 *
 * <pre>
 *   STARTING --first report--> READY --end of reports--> ENDED, and reaped
 *       \------------------------------------------------^
 * </pre>
 */
final class Child {

  /** Room for the reports that are read at once: whoever receives brings it. */
  static final long FRAMES_BYTES = 32L * CountsFrame.BYTES;

  private static final MemorySegment ANY_BYTE = Arena.global().allocate(1);

  private final ChildProcess process;
  private final int handedConnections;
  private final Pipe orders;
  private final Pipe reports;
  private ServerStats counts = CountsFrame.none();
  private long asked;
  private long answered;
  private boolean ready;
  private boolean ended;

  private Child(ChildProcess process, int handedConnections, Pipe orders, Pipe reports) {
    this.process = process;
    this.handedConnections = handedConnections;
    this.orders = orders;
    this.reports = reports;
  }

  /**
   * Starts a child; does not wait for it.
   *
   * @param socket its descriptor 0; the caller keeps its own
   * @param handedConnections 1 when that socket is a connection, 0 when it accepts them
   * @throws IOException when there is no descriptor, process or memory left
   */
  static Child start(ChildJvm jvm, int socket, int handedConnections) throws IOException {
    Pipe orders = Pipe.open();
    Pipe reports = null;
    try {
      reports = Pipe.open();
      ChildProcess process = jvm.start(List.of(socket, orders.readEnd(), reports.writeEnd()));
      orders.closeReadEnd();
      reports.closeWriteEnd();
      return new Child(process, handedConnections, orders, reports);
    } catch (IOException e) {
      orders.close();
      if (reports != null) {
        reports.close();
      }
      throw e;
    }
  }

  int pid() {
    return process.pid();
  }

  /** The descriptor to watch for reports. */
  int reportsFd() {
    return reports.readEnd();
  }

  /**
   * Takes in what the child has reported.
   *
   * @param frames {@link #FRAMES_BYTES} to read into
   * @return false at the end of its reports: it is ending
   */
  synchronized boolean receive(MemorySegment frames) throws NativeIoException {
    int received = reports.read(frames);
    if (received == -Errno.EAGAIN || received == -Errno.EINTR) {
      return true;
    }
    if (received < 0) {
      throw Errno.failure("read from child " + pid(), received);
    }
    if (received > 0) {
      take(frames, received);
    }
    return received > 0;
  }

  private void take(MemorySegment frames, int received) {
    if (received % CountsFrame.BYTES != 0) {
      throw new IllegalStateException(
          "child " + pid() + " reported " + received + " bytes, which are no whole frames");
    }
    ByteBuffer newest =
        frames.asSlice((long) received - CountsFrame.BYTES, CountsFrame.BYTES).asByteBuffer();
    CountsFrame frame = CountsFrame.read(newest);
    counts = frame.counts();
    answered = frame.requestsAnswered();
    ready = true;
    notifyAll();
  }

  /** Asks for a report; the number of this question is for {@link #awaitAnswer}. */
  synchronized long ask() {
    int written = orders.write(ANY_BYTE);
    // Nobody listens any more: its last report is on the way, or here.
    return written < 0 ? asked : ++asked;
  }

  /** Waits until the question is answered or the child has ended; false when the time is over. */
  synchronized boolean awaitAnswer(long question, long deadlineNanos) throws InterruptedException {
    while (answered < question && !ended) {
      long leftNanos = deadlineNanos - System.nanoTime();
      if (leftNanos <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
    }
    return true;
  }

  /** Whether it has reported: it serves. */
  synchronized boolean isReady() {
    return ready;
  }

  synchronized ServerStats counts() {
    return counts;
  }

  /** Asks it to end after what it is doing: the end of its orders. */
  void stop() {
    orders.closeWriteEnd();
  }

  void kill() throws NativeIoException {
    process.kill();
  }

  /**
   * Waits for its end, which has to be near, and releases all that the parent has of it.
   *
   * @return how it ended
   */
  ChildProcess.Exit reap() throws NativeIoException {
    ChildProcess.Exit exit = process.await();
    orders.close();
    reports.close();
    end(exit);
    return exit;
  }

  private synchronized void end(ChildProcess.Exit exit) {
    boolean orderly = exit.signal() == 0 && exit.code() == 0;
    long broken = orderly ? 0 : Math.max(handedConnections, counts.live());
    counts =
        new ServerStats(
            counts.accepted(),
            0,
            counts.requests(),
            counts.responses(),
            counts.refused(),
            counts.connectionErrors() + broken,
            List.of());
    ended = true;
    notifyAll();
  }
}
