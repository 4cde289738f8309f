package serverbench.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The request in progress: offsets into the connection's input buffer. The offsets count from the
 * request's first byte, so that the buffer may move beneath them.
 */
final class ParsedRequest implements Request {

  private static final ByteBuffer NO_BODY = ByteBuffer.allocate(0).asReadOnlyBuffer();

  ByteBuffer bytes;

  /** Where the request begins in {@link #bytes}. */
  int base;

  /** Null until the request line is read, and for a method that we do not know. */
  Method method;

  boolean http10;
  int targetStart;
  int targetEnd;
  int pathStart;

  /** End of the path; the query begins behind it when the target goes on. */
  int pathEnd;

  /** Whether the path is as {@link NormalPath} would make it. */
  boolean normal;

  int fieldsStart;

  /** End of the last field line, its line end included. */
  int fieldsEnd;

  int bodyStart;
  int bodyBytes;

  @Override
  public Method method() {
    return method;
  }

  @Override
  public boolean hasPath(String path) {
    int length = pathEnd - pathStart;
    if (length == 0) {
      return path.equals(emptyPath());
    }
    if (!normal) {
      return path.equals(NormalPath.of(bytes, base + pathStart, base + pathEnd));
    }
    if (length != path.length()) {
      return false;
    }
    int at = base + pathStart;
    for (int i = 0; i < length; i++) {
      if (bytes.get(at + i) != path.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** What http://host without a path stands for (RFC 9112 sections 3.2.1 and 3.2.4). */
  private String emptyPath() {
    return method == Method.OPTIONS && pathEnd == targetEnd ? "*" : "/";
  }

  @Override
  public long number(String name, long absent, long most) {
    long value = absent;
    boolean found = false;
    int end = base + targetEnd;
    int at = base + pathEnd + 1;
    while (at < end) {
      int next = indexOf('&', at, end);
      if (isParameter(name, at, next)) {
        if (found) {
          return MALFORMED;
        }
        found = true;
        value = decimal(Math.min(at + name.length() + 1, next), next, most);
      }
      at = next + 1;
    }
    return value;
  }

  private boolean isParameter(String name, int from, int to) {
    int nameEnd = from + name.length();
    if (nameEnd > to || nameEnd < to && bytes.get(nameEnd) != '=') {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (bytes.get(from + i) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private long decimal(int from, int to, long most) {
    if (from == to) {
      return MALFORMED;
    }
    long value = 0;
    for (int at = from; at < to; at++) {
      byte octet = bytes.get(at);
      if (!Octets.isDigit(octet) || value > most / 10) {
        return MALFORMED;
      }
      value = value * 10 + octet - '0';
    }
    return value <= most && value >= 0 ? value : MALFORMED;
  }

  private int indexOf(char octet, int from, int to) {
    int at = from;
    while (at < to && bytes.get(at) != octet) {
      at++;
    }
    return at;
  }

  @Override
  public ByteBuffer body() {
    return bodyBytes == 0 ? NO_BODY : bytes.slice(base + bodyStart, bodyBytes).asReadOnlyBuffer();
  }

  /** Looks through the head again: offsets of every field line would cost each request. */
  @Override
  public String header(String name) {
    int end = base + fieldsEnd;
    int line = base + fieldsStart;
    while (line < end) {
      int lineEnd = indexOf('\r', line, end);
      int colon = indexOf(':', line, lineEnd);
      if (text(line, colon).equalsIgnoreCase(name)) {
        return FieldLines.trimmed(bytes, colon + 1, lineEnd);
      }
      line = lineEnd + 2;
    }
    return null;
  }

  @Override
  public String target() {
    return text(base + targetStart, base + targetEnd);
  }

  private String text(int from, int to) {
    return text(bytes, from, to);
  }

  static String text(ByteBuffer bytes, int from, int to) {
    byte[] copy = new byte[to - from];
    bytes.get(from, copy);
    return new String(copy, StandardCharsets.ISO_8859_1);
  }
}
