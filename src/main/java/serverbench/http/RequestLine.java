package serverbench.http;

import java.nio.ByteBuffer;

/**
 * Reads {@code method SP request-target SP HTTP-version} (RFC 9112 section 3). A line that is not
 * of this form is 400, before another major version (505), whose targets may be of other forms,
 * before a malformed target (400), before a method that we do not know (501). An https target is
 * 421: RFC 9110 section 7.4 has it rejected where the connection is not secured.
 */
final class RequestLine {

  static final int ACCEPTED = 0;

  private static final int VERSION_BYTES = 8;

  /** Counted from the space before HTTP/1.1. */
  private static final int MAJOR_VERSION_AT = 6;

  private static final long HTTP_1_1 = littleEndian("HTTP/1.1");
  private static final long HTTP_1_0 = littleEndian("HTTP/1.0");
  private static final int GET_SPACE = (int) littleEndian("GET \0\0\0\0");

  private static final String HEAD_SPACE = "HEAD ";

  private static final Method[] METHODS = Method.values();

  private RequestLine() {}

  /**
   * Reads a line that holds no control character, and sets method, version and target of the
   * request.
   *
   * @return {@link #ACCEPTED}, or the status that refuses it
   */
  static int parse(ByteBuffer bytes, int from, int to, ParsedRequest request) {
    int methodEnd = Octets.tokenEnd(bytes, from, to);
    if (methodEnd == from || methodEnd == to || bytes.get(methodEnd) != ' ') {
      return 400;
    }
    Method method = method(bytes, from, methodEnd);
    int targetEnd = to - 1 - VERSION_BYTES;
    int target = methodEnd + 1;
    if (targetEnd <= target || bytes.get(targetEnd) != ' ') {
      return 400;
    }
    long version = bytes.getLong(targetEnd + 1);
    if (version != HTTP_1_1 && !isVersion(bytes, targetEnd + 1)) {
      return 400;
    }
    if (bytes.get(targetEnd + MAJOR_VERSION_AT) != '1') {
      return 505;
    }
    request.method = method;
    request.http10 = version == HTTP_1_0;
    request.targetStart = target - request.base;
    request.targetEnd = targetEnd - request.base;
    if (!readTarget(bytes, target, targetEnd, request)) {
      return startsWith(bytes, target, targetEnd, "https://") ? 421 : 400;
    }
    return method == null ? 501 : ACCEPTED;
  }

  /** Whether a request line that was refused, or is not complete, is that of a HEAD request. */
  static boolean isHead(ByteBuffer bytes, int from, int to) {
    int end = from + HEAD_SPACE.length();
    return end <= to && isName(bytes, from, end, HEAD_SPACE);
  }

  private static Method method(ByteBuffer bytes, int from, int to) {
    if (to - from == 3 && bytes.getInt(from) == GET_SPACE) {
      return Method.GET;
    }
    for (Method method : METHODS) {
      if (isName(bytes, from, to, method.name())) {
        return method;
      }
    }
    return null;
  }

  /** Method names are case-sensitive (RFC 9110 section 9.1). */
  private static boolean isName(ByteBuffer bytes, int from, int to, String name) {
    if (to - from != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (bytes.get(from + i) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** "HTTP/" DIGIT "." DIGIT, in capitals (RFC 9112 section 2.3). */
  private static boolean isVersion(ByteBuffer bytes, int from) {
    return isName(bytes, from, from + 5, "HTTP/")
        && Octets.isDigit(bytes.get(from + 5))
        && bytes.get(from + 6) == '.'
        && Octets.isDigit(bytes.get(from + 7));
  }

  /** The four forms of RFC 9112 section 3.2. */
  private static boolean readTarget(ByteBuffer bytes, int from, int to, ParsedRequest request) {
    byte first = bytes.get(from);
    if (request.method == Method.CONNECT) {
      return Authority.isValidWithPort(bytes, from, to) && setPath(request, from, to);
    }
    if (first == '/') {
      return readPath(bytes, from, to, request);
    }
    if (first == '*') {
      return request.method == Method.OPTIONS && to == from + 1 && setPath(request, from, to);
    }
    return readAbsolute(bytes, from, to, request);
  }

  private static boolean readAbsolute(ByteBuffer bytes, int from, int to, ParsedRequest request) {
    if (!startsWith(bytes, from, to, "http://")) {
      return false;
    }
    int authority = from + "http://".length();
    int at = authority;
    while (at < to && bytes.get(at) != '/' && bytes.get(at) != '?') {
      at++;
    }
    return Authority.isValid(bytes, authority, at) && readPath(bytes, at, to, request);
  }

  private static boolean startsWith(ByteBuffer bytes, int from, int to, String lowerCase) {
    int end = from + lowerCase.length();
    return end <= to && Octets.equalsIgnoreCase(bytes, from, end, lowerCase);
  }

  private static boolean readPath(ByteBuffer bytes, int from, int to, ParsedRequest request) {
    int pathEnd = to;
    boolean dotsOrEncoded = false;
    for (int at = from; at < to; at++) {
      byte octet = bytes.get(at);
      if (!Octets.isTarget(octet) || octet == '%' && !isPercentEncoded(bytes, at, to)) {
        return false;
      }
      if (octet == '?' && pathEnd == to) {
        pathEnd = at;
      }
      dotsOrEncoded |= octet == '.' || octet == '%';
    }
    setPath(request, from, pathEnd);
    request.normal = !dotsOrEncoded;
    return !dotsOrEncoded || DotSegments.stayBelowRoot(bytes, from, pathEnd);
  }

  static boolean isPercentEncoded(ByteBuffer bytes, int at, int to) {
    return at + 2 < to
        && Octets.hexDigit(bytes.get(at + 1)) >= 0
        && Octets.hexDigit(bytes.get(at + 2)) >= 0;
  }

  private static boolean setPath(ParsedRequest request, int from, int to) {
    request.pathStart = from - request.base;
    request.pathEnd = to - request.base;
    request.normal = true;
    return true;
  }

  private static long littleEndian(String eight) {
    long value = 0;
    for (int i = eight.length() - 1; i >= 0; i--) {
      value = value << Byte.SIZE | eight.charAt(i);
    }
    return value;
  }
}
