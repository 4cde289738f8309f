package serverbench.http;

import java.net.Inet6Address;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/**
 * {@code host [ ":" port ]} as in Host, in the absolute form and in CONNECT (RFC 9110 4.2, 7.2).
 */
final class Authority {

  private static final int LARGEST_PORT = 65535;

  /** Eight groups of four digits, the last two as an IPv4 address. */
  private static final int LONGEST_IPV6 = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".length();

  private static final Pattern IP_FUTURE = Pattern.compile("[vV]\\p{XDigit}+\\.[^\\]]+");

  private Authority() {}

  /**
   * Whether these bytes name a host, with or without a port. An empty host is none: RFC 9110
   * section 4.2.1 has an http URI with an empty host rejected, and nginx refuses it as well.
   */
  static boolean isValid(ByteBuffer bytes, int from, int to) {
    int hostEnd = hostEnd(bytes, from, to);
    return hostEnd > from && (hostEnd == to || isPort(bytes, hostEnd, to));
  }

  /** The same, where the port may not be left out (RFC 9112 section 3.2.3). */
  static boolean isValidWithPort(ByteBuffer bytes, int from, int to) {
    int hostEnd = hostEnd(bytes, from, to);
    return hostEnd > from && hostEnd + 1 < to && isPort(bytes, hostEnd, to);
  }

  private static int hostEnd(ByteBuffer bytes, int from, int to) {
    if (from < to && bytes.get(from) == '[') {
      return ipLiteralEnd(bytes, from, to);
    }
    int at = from;
    while (at < to && Octets.isHost(bytes.get(at))) {
      if (bytes.get(at) == '%' && !RequestLine.isPercentEncoded(bytes, at, to)) {
        return from;
      }
      at++;
    }
    return at;
  }

  /** {@code "[" ( IPv6address / IPvFuture ) "]"} (RFC 3986 section 3.2.2). */
  private static int ipLiteralEnd(ByteBuffer bytes, int from, int to) {
    int at = from + 1;
    while (at < to && Octets.isIpLiteral(bytes.get(at))) {
      at++;
    }
    boolean closed = at > from + 1 && at < to && bytes.get(at) == ']';
    return closed && isIpLiteral(Octets.text(bytes, from + 1, at)) ? at + 1 : from;
  }

  private static boolean isIpLiteral(String text) {
    if (IP_FUTURE.matcher(text).matches()) {
      return true;
    }
    if (text.length() > LONGEST_IPV6) {
      return false;
    }
    try {
      Inet6Address.ofLiteral(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** A colon, then digits; RFC 3986 section 3.2.3 lets the digits be missing. */
  private static boolean isPort(ByteBuffer bytes, int from, int to) {
    if (bytes.get(from) != ':') {
      return false;
    }
    int port = 0;
    for (int at = from + 1; at < to; at++) {
      if (!Octets.isDigit(bytes.get(at))) {
        return false;
      }
      port = port * 10 + bytes.get(at) - '0';
      if (port > LARGEST_PORT) {
        return false;
      }
    }
    return true;
  }
}
