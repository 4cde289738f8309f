package serverbench.models.process;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import serverbench.server.Counters;

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
  private byte[] told;
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
    report();
  }

  /** Tells the parent the present counters, if it does not know them yet. Any thread. */
  synchronized void report() {
    ByteBuffer frame = ByteBuffer.allocate(CountsFrame.BYTES);
    new CountsFrame(asked, counters.snapshot()).write(frame);
    byte[] news = frame.array();
    // The bytes, since a record's equals is put together at run time: 10 ms of a short life.
    if (parentIsGone || Arrays.equals(news, told)) {
      return;
    }
    try {
      reports.write(news);
      told = news;
    } catch (IOException e) {
      // Broken pipe: nobody is left to count for, and listen() ends for the same reason.
      parentIsGone = true;
    }
  }
}
