package serverbench.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * The Date line (RFC 9110 section 6.6.1), made once a second and shared by all threads. Threads
 * that find it out of date at once make it more than once, which does no harm.
 */
public final class DateHeader {

  private static final String DAYS = "MonTueWedThuFriSatSun";
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final int NAME_CHARS = 3;

  private static final long SECOND_NANOS = 1_000_000_000L;

  private static volatile Line current = make(System.nanoTime());

  private DateHeader() {}

  /**
   * The line with its CRLF; not to be changed.
   *
   * @param value what stands in it
   * @param madeNanos clock reading at which it was made
   * @param lifetimeNanos from then to the next full second
   */
  private record Line(byte[] text, String value, long madeNanos, long lifetimeNanos) {

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
    return current(nowNanos).text;
  }

  /**
   * The header's value, for servers that write headers themselves.
   *
   * @param nowNanos as of {@link System#nanoTime}
   */
  public static String value(long nowNanos) {
    return current(nowNanos).value;
  }

  private static Line current(long nowNanos) {
    Line line = current;
    if (!line.isCurrent(nowNanos)) {
      line = make(nowNanos);
      current = line;
    }
    return line;
  }

  private static Line make(long nowNanos) {
    Instant now = Instant.now();
    String value = fixdate(now);
    byte[] text = ("Date: " + value + "\r\n").getBytes(StandardCharsets.US_ASCII);
    return new Line(text, value, nowNanos, SECOND_NANOS - now.getNano());
  }

  /**
   * IMF-fixdate: {@code Sun, 06 Nov 1994 08:49:37 GMT}. By hand, since the names of a
   * DateTimeFormatter come with the locale data of the JDK: 20 ms at the start of a process.
   */
  static String fixdate(Instant instant) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
    StringBuilder text = new StringBuilder();
    appendName(text, DAYS, time.getDayOfWeek().getValue()).append(", ");
    appendTwoDigits(text, time.getDayOfMonth()).append(' ');
    appendName(text, MONTHS, time.getMonthValue()).append(' ');
    text.append(time.getYear()).append(' ');
    appendTwoDigits(text, time.getHour()).append(':');
    appendTwoDigits(text, time.getMinute()).append(':');
    return appendTwoDigits(text, time.getSecond()).append(" GMT").toString();
  }

  private static StringBuilder appendName(StringBuilder text, String names, int number) {
    return text.append(names, (number - 1) * NAME_CHARS, number * NAME_CHARS);
  }

  private static StringBuilder appendTwoDigits(StringBuilder text, int number) {
    return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
