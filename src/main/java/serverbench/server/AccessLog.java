package serverbench.server;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import serverbench.http.Method;
import serverbench.http.Request;
import serverbench.http.Response;

/**
 * Writes a line for each request that its handler answers, in the Common Log Format without what
 * concerns the client: {@code - - - [02/Jan/2026:03:04:05 +0000] "GET /" 200 13}. Lines of all
 * threads go through one buffered writer, so this costs what logging costs a server; it holds no
 * lock while the handler works. What is written is whole lines (but for one longer than 8 KiB), so
 * that several processes can append to one file. When the file cannot be written any more (disk
 * full) requests are still answered, no more lines are written, and {@link #close} throws.
 */
public final class AccessLog implements Handler, AutoCloseable {

  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };

  /** With month names of our own: those of the JDK's locale data cost a new process 20 ms. */
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("dd/")
          .appendText(ChronoField.MONTH_OF_YEAR, monthNames())
          .appendPattern("/yyyy:HH:mm:ss Z")
          .toFormatter(Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int ERROR = 500;

  /** What the JDK's encoder writes at once. */
  private static final int BUFFER_CHARS = 8 << 10;

  private final Handler handler;
  private final Path file;
  private final InstantSource clock;
  private final BufferedWriter writer;
  private final StringBuilder line = new StringBuilder();
  private int bufferedChars;
  private long timeSecond = Long.MIN_VALUE;
  private String time;
  private IOException failure;
  private long linesLost;
  private boolean closed;

  /** Appends to the file, which is created if need be. */
  public AccessLog(Handler handler, Path file, InstantSource clock) throws IOException {
    this.handler = handler;
    this.file = file;
    this.clock = clock;
    this.writer =
        Files.newBufferedWriter(
            file, StandardCharsets.US_ASCII, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** What answers the requests that are logged here. */
  Handler handler() {
    return handler;
  }

  Path file() {
    return file;
  }

  @Override
  public Response handle(Request request) throws Exception {
    Response response;
    try {
      response = handler.handle(request);
    } catch (Exception | Error e) {
      log(request, ERROR, 0);
      throw e;
    }
    int bytes = request.method() == Method.HEAD ? 0 : response.body().remaining();
    log(request, response.status(), bytes);
    return response;
  }

  @Override
  public boolean mayBlock(Request request) {
    return handler.mayBlock(request);
  }

  /**
   * Writes what is buffered; the second call does nothing.
   *
   * @throws UncheckedIOException when lines could not be written
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      writer.close();
    } catch (IOException e) {
      lost(e);
    }
    if (failure != null) {
      throw new UncheckedIOException("access log: at least " + linesLost + " lines lost", failure);
    }
  }

  private synchronized void log(Request request, int status, int bytes) {
    if (failure != null) {
      linesLost++;
      return;
    }
    line.setLength(0);
    line.append("- - - [").append(time()).append("] \"").append(request.method()).append(' ');
    appendEscaped(request.target());
    line.append("\" ").append(status).append(' ').append(bytes).append('\n');
    try {
      if (bufferedChars + line.length() > BUFFER_CHARS) {
        writer.flush();
        bufferedChars = 0;
      }
      writer.append(line);
      bufferedChars += line.length();
    } catch (IOException e) {
      lost(e);
    }
  }

  private static Map<Long, String> monthNames() {
    return LongStream.rangeClosed(1, MONTHS.length)
        .boxed()
        .collect(Collectors.toMap(Function.identity(), month -> MONTHS[month.intValue() - 1]));
  }

  private void lost(IOException cause) {
    linesLost++;
    failure = failure == null ? cause : failure;
  }

  private String time() {
    Instant now = clock.instant();
    if (now.getEpochSecond() != timeSecond) {
      timeSecond = now.getEpochSecond();
      time = TIME.format(now);
    }
    return time;
  }

  /** Nothing that a client sends may end a line, close a quotation or reach a terminal. */
  private void appendEscaped(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        line.append("\\x").append(HEX.toHexDigits((byte) c));
      } else {
        line.append(c);
      }
    }
  }
}
