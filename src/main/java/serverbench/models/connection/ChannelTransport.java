package serverbench.models.connection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import serverbench.http.HttpConnection;

/**
 * A {@link SocketChannel} in blocking mode. Used by a virtual thread, that is unmounted where a
 * platform thread would wait in the kernel, and its carrier runs another one. A channel has no
 * timeout of its own, so somebody else calls {@link #reap} now and then.
 */
public final class ChannelTransport implements Transport {

  private enum Waiting {
    NO,
    TO_RECEIVE,
    TO_SEND
  }

  private static final int RECEIVES_A_TURN = 16;
  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private final SocketChannel channel;

  /** In a row; each had as many bytes as there was room for. */
  private int fullReceives;

  /** Set before {@link #waiting}, read after it. */
  private long deadlineNanos;

  private volatile Waiting waiting = Waiting.NO;
  private volatile boolean timedOut;

  public ChannelTransport(SocketChannel channel) {
    this.channel = channel;
  }

  @Override
  public int receive(HttpConnection http, long timeoutNanos) {
    waitFor(Waiting.TO_RECEIVE, timeoutNanos);
    ByteBuffer input = http.input();
    int room = input.remaining();
    int received;
    try {
      received = channel.read(input);
    } catch (IOException e) {
      return tookTooLong() ? TIMED_OUT : BROKEN;
    } finally {
      waiting = Waiting.NO;
    }
    if (received < 0 && tookTooLong()) {
      return TIMED_OUT;
    }
    letOthersRun(received == room);
    return received;
  }

  /**
   * A virtual thread gives its carrier back only when it waits. One whose client always has more to
   * say never would, and as many of them as there are carriers keep all others waiting. Yielding is
   * not enough: with two such clients on two carriers another one was seen to wait for seconds.
   */
  private void letOthersRun(boolean moreIsThere) {
    fullReceives = moreIsThere ? fullReceives + 1 : 0;
    if (fullReceives == RECEIVES_A_TURN && Thread.currentThread().isVirtual()) {
      fullReceives = 0;
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  @Override
  public int send(HttpConnection http, long timeoutNanos) {
    waitFor(Waiting.TO_SEND, timeoutNanos);
    try {
      return channel.write(http.output());
    } catch (IOException e) {
      return tookTooLong() ? TIMED_OUT : BROKEN;
    } finally {
      waiting = Waiting.NO;
    }
  }

  /** Makes a wait that has taken longer than allowed return {@link #TIMED_OUT}. Another thread. */
  public void reap(long nowNanos) {
    Waiting present = waiting;
    if (present != Waiting.NO && nowNanos - deadlineNanos >= 0) {
      timedOut = true;
      // A receive ends with the input; only closing ends a send that the client does not take.
      if (present == Waiting.TO_RECEIVE) {
        shutdownInput();
      } else {
        close();
      }
    }
  }

  /**
   * Whether {@link #reap} ended the wait; says so once. The reaper may have come just when bytes
   * moved, and the connection have time again: the end of the input, or a broken channel, is then
   * all that there will be, and to be told of a timeout each time would make it ask for ever.
   */
  private boolean tookTooLong() {
    boolean tookTooLong = timedOut;
    timedOut = false;
    return tookTooLong;
  }

  private void waitFor(Waiting what, long timeoutNanos) {
    deadlineNanos = System.nanoTime() + timeoutNanos;
    waiting = what;
  }

  @Override
  public void shutdownOutput() {
    ignoringPeer(channel::shutdownOutput);
  }

  @Override
  public void shutdownInput() {
    ignoringPeer(channel::shutdownInput);
  }

  @Override
  public void abort() {
    close();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @FunctionalInterface
  private interface ChannelCall {
    SocketChannel run() throws IOException;
  }

  /** A peer that is gone already makes these calls fail; the next read or write says so. */
  private static void ignoringPeer(ChannelCall call) {
    try {
      call.run();
    } catch (IOException e) {
      System.getLogger(ChannelTransport.class.getName())
          .log(System.Logger.Level.DEBUG, "connection gone before it was shut down", e);
    }
  }
}
