package serverbench.models.process;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import serverbench.server.Counters;
import serverbench.server.ServerStats;

/**
 * A child's end of its two pipes: on descriptor 3 the parent asks for a report, a byte each time,
 * and the end of that stream says that the parent wants the child to stop, or is dead; on
 * descriptor 4 the child reports its counters. Plain files of Java, since a child that lives for
 * one connection has no time to load more.
 */
final class ParentLink {

  /** The descriptors' numbers are {@link Child}'s business. */
  private static final String ORDERS = "/proc/self/fd/3";

  private static final String REPORTS = "/proc/self/fd/4";

  private final Counters counters;
  private final InputStream orders;
  private final OutputStream reports;
  private long asked;
  private ServerStats told;
  private boolean parentIsGone;

  ParentLink(Counters counters) throws IOException {
    this.counters = counters;
    this.orders = new FileInputStream(ORDERS);
    this.reports = new FileOutputStream(REPORTS);
  }

  /** Answers the parent until it wants no more; on a thread of its own. */
  void listen() throws IOException {
    byte[] questions = new byte[64];
    int received = orders.read(questions);
    while (received > 0) {
      answer(received);
      received = orders.read(questions);
    }
  }

  private synchronized void answer(int questions) {
    asked += questions;
    told = null;
    report();
  }

  /** Tells the parent the present counters, if they have changed since it was told. Any thread. */
  synchronized void report() {
    ServerStats now = counters.snapshot();
    if (parentIsGone || now.equals(told)) {
      return;
    }
    ByteBuffer frame = ByteBuffer.allocate(CountsFrame.BYTES);
    new CountsFrame(asked, now).write(frame);
    try {
      reports.write(frame.array());
      told = now;
    } catch (IOException e) {
      // Broken pipe: nobody is left to count for, and listen() ends for the same reason.
      parentIsGone = true;
    }
  }
}
