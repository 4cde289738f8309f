package serverbench.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The Date line (RFC 9110 section 6.6.1), made once a second and shared by all threads. Threads
 * that find it out of date at once make it more than once, which does no harm.
 */
final class DateHeader {

  /** RFC_1123_DATE_TIME of the JDK writes days below 10 with one digit, HTTP wants two. */
  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final long SECOND_NANOS = 1_000_000_000L;

  private static volatile Line current = make(System.nanoTime());

  private DateHeader() {}

  /**
   * The line with its CRLF; not to be changed.
   *
   * @param madeNanos clock reading at which it was made
   * @param lifetimeNanos from then to the next full second
   */
  private record Line(byte[] text, long madeNanos, long lifetimeNanos) {

    /**
     * A reading a little before {@code madeNanos} is that of another thread, so it counts; one far
     * off is another clock.
     */
    boolean isCurrent(long nowNanos) {
      long age = nowNanos - madeNanos;
      return age < lifetimeNanos && age > -SECOND_NANOS;
    }
  }

  static byte[] line(long nowNanos) {
    Line line = current;
    if (!line.isCurrent(nowNanos)) {
      line = make(nowNanos);
      current = line;
    }
    return line.text;
  }

  private static Line make(long nowNanos) {
    Instant now = Instant.now();
    byte[] text = ("Date: " + IMF_FIXDATE.format(now) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    return new Line(text, nowNanos, SECOND_NANOS - now.getNano());
  }
}
