package serverbench.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import serverbench.http.HttpConnection.Next;

/** Drives one connection as a server would, with a client that sends strings and no socket. */
public final class Wire implements AutoCloseable {

  /** What answers the requests. */
  @FunctionalInterface
  public interface Answering {
    Response answer(Request request) throws Exception;
  }

  private static final Pattern STATUS = Pattern.compile("(?m)^HTTP/1\\.1 (\\d{3}) ");

  public final CountingPool pool = new CountingPool();
  public final Tally tally = new Tally();
  public final HttpConnection connection;

  /** The clock; tests move it. */
  public long now;

  private final Answering handler;
  private final StringBuilder output = new StringBuilder();
  private final List<Integer> sends = new ArrayList<>();
  private int mostSent = Integer.MAX_VALUE;
  private boolean finSent;
  private Next next = Next.READ;

  public Wire(Limits limits, Answering handler) {
    this.handler = handler;
    this.connection = new HttpConnection(limits, pool, tally, now);
  }

  /** The kernel takes so many bytes at a time. */
  public Wire sendingAtMost(int bytes) {
    mostSent = bytes;
    return this;
  }

  /** Bytes arrive in one piece (or in as few as there is room for), and all that can be done is. */
  public Wire receive(String latin1) {
    return receive(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  public Wire receive(byte[] bytes) {
    int from = 0;
    while (from < bytes.length && next == Next.READ) {
      ByteBuffer room = connection.input();
      int length = Math.min(room.remaining(), bytes.length - from);
      room.put(bytes, from, length);
      from += length;
      go(connection.received(length, now));
    }
    return this;
  }

  /** Bytes arrive one by one. */
  public Wire trickle(String latin1) {
    for (char octet : latin1.toCharArray()) {
      receive(String.valueOf(octet));
    }
    return this;
  }

  public Wire endOfStream() {
    if (next == Next.READ) {
      connection.input();
      go(connection.received(HttpConnection.END_OF_STREAM, now));
    }
    return this;
  }

  /** The timer fires. */
  public Wire expire() {
    go(connection.expired(now));
    return this;
  }

  private void go(Next step) {
    next = step;
    while (next != Next.READ && next != Next.CLOSE) {
      next = take(next);
    }
    if (next == Next.CLOSE) {
      connection.close();
    }
  }

  private Next take(Next step) {
    return switch (step) {
      case HANDLE -> handle();
      case WRITE -> write();
      case LINGER -> {
        if (finSent) {
          throw new AssertionError("asked to linger twice");
        }
        finSent = true;
        yield Next.READ;
      }
      default -> throw new AssertionError("unexpected step " + step);
    };
  }

  private Next handle() {
    try {
      return connection.respond(handler.answer(connection.request()), now);
    } catch (Exception e) {
      return connection.fail(now);
    }
  }

  private Next write() {
    ByteBuffer waiting = connection.output();
    byte[] taken = new byte[Math.min(mostSent, waiting.remaining())];
    waiting.get(taken);
    output.append(new String(taken, StandardCharsets.ISO_8859_1));
    sends.add(taken.length);
    return connection.sent(taken.length, now);
  }

  /** What is needed after all that could be done was done: READ or CLOSE. */
  public Next next() {
    return next;
  }

  /** Whether the sending side was shut down while the client may still send. */
  public boolean lingered() {
    return finSent;
  }

  /** Sizes of the sends. */
  public List<Integer> sends() {
    return sends;
  }

  public String output() {
    return output.toString();
  }

  /** The output with the Date masked. */
  public String maskedOutput() {
    return masked(output.toString());
  }

  /** Answers with their Date masked. */
  public static String masked(String answers) {
    return answers.replaceAll("\r\nDate: [^\r]*\r\n", "\r\nDate: *\r\n");
  }

  /** Status codes of the answers, interim ones too. */
  public List<Integer> statuses() {
    List<Integer> statuses = new ArrayList<>();
    Matcher matcher = STATUS.matcher(output);
    while (matcher.find()) {
      statuses.add(Integer.parseInt(matcher.group(1)));
    }
    return statuses;
  }

  @Override
  public void close() {
    connection.close();
    int lent = pool.lent();
    pool.close();
    if (lent != 0) {
      throw new AssertionError(lent + " buffers not given back");
    }
  }

  /** Counts what the observer is told. */
  public static final class Tally implements ConnectionObserver {
    public int requests;
    public final List<Integer> encoded = new ArrayList<>();
    public final List<Integer> refused = new ArrayList<>();

    @Override
    public void requestRead() {
      requests++;
    }

    @Override
    public void responseEncoded(int status) {
      encoded.add(status);
    }

    @Override
    public void refused(int status) {
      refused.add(status);
    }
  }
}
