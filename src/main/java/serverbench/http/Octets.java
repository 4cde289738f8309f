package serverbench.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Classes of octets in RFC 9110 section 5.6.2 (token) and RFC 3986 (URI), and looking for them. */
final class Octets {

  private static final int TOKEN = 1;
  private static final int TARGET = 2;
  private static final int HOST = 4;
  private static final int IP_LITERAL = 8;

  private static final long EACH_LOW_BIT = 0x0101010101010101L;
  private static final long EACH_HIGH_BIT = 0x8080808080808080L;
  private static final long EACH_SPACE = 0x20 * EACH_LOW_BIT;
  private static final long EACH_DELETE = 0x7f * EACH_LOW_BIT;

  private static final byte[] CLASSES = new byte[256];

  static {
    String alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    String unreserved = alphanumeric + "-._~";
    String subDelimiters = "!$&'()*+,;=";
    mark(TOKEN, alphanumeric + "!#$%&'*+-.^_`|~");
    mark(TARGET, unreserved + subDelimiters + ":@/?%");
    mark(HOST, unreserved + subDelimiters + "%");
    mark(IP_LITERAL, unreserved + subDelimiters + ":");
  }

  private Octets() {}

  private static void mark(int octetClass, String octets) {
    for (char octet : octets.toCharArray()) {
      CLASSES[octet] |= (byte) octetClass;
    }
  }

  static boolean isToken(byte octet) {
    return (CLASSES[octet & 0xff] & TOKEN) != 0;
  }

  /** What a path or query may hold; percent signs are to be checked with {@link #hexDigit}. */
  static boolean isTarget(byte octet) {
    return (CLASSES[octet & 0xff] & TARGET) != 0;
  }

  static boolean isHost(byte octet) {
    return (CLASSES[octet & 0xff] & HOST) != 0;
  }

  static boolean isIpLiteral(byte octet) {
    return (CLASSES[octet & 0xff] & IP_LITERAL) != 0;
  }

  static boolean isDigit(byte octet) {
    return octet >= '0' && octet <= '9';
  }

  static boolean isBlank(byte octet) {
    return octet == ' ' || octet == '\t';
  }

  /** Index of the first octet that is no part of a token, or {@code to}. */
  static int tokenEnd(ByteBuffer bytes, int from, int to) {
    int at = from;
    while (at < to && isToken(bytes.get(at))) {
      at++;
    }
    return at;
  }

  /** Index of the first octet that is neither a space nor a tab, or {@code to}. */
  static int skipBlanks(ByteBuffer bytes, int from, int to) {
    int at = from;
    while (at < to && isBlank(bytes.get(at))) {
      at++;
    }
    return at;
  }

  /** The value of a hexadecimal digit, or -1. */
  static int hexDigit(byte octet) {
    return octet < 0 ? -1 : Character.digit((char) octet, 16);
  }

  /**
   * Index of the first control character other than a tab, or {@code to}. Looks at eight octets at
   * a time.
   *
   * @param bytes little-endian
   */
  static int firstControl(ByteBuffer bytes, int from, int to) {
    int at = from;
    while (at + Long.BYTES <= to) {
      long eight = bytes.getLong(at);
      long deletes = eight ^ EACH_DELETE;
      // A borrow reaches only octets above a true hit, so the lowest hit is always a true one.
      long hits =
          ((eight - EACH_SPACE) & ~eight | (deletes - EACH_LOW_BIT) & ~deletes) & EACH_HIGH_BIT;
      if (hits == 0) {
        at += Long.BYTES;
        continue;
      }
      at += Long.numberOfTrailingZeros(hits) / Byte.SIZE;
      if (bytes.get(at) != '\t') {
        return at;
      }
      at++;
    }
    while (at < to && !isControl(bytes.get(at))) {
      at++;
    }
    return at;
  }

  static String text(ByteBuffer bytes, int from, int to) {
    byte[] octets = new byte[to - from];
    bytes.get(from, octets);
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  /** Whether these bytes are this ASCII text, in whatever case. */
  static boolean equalsIgnoreCase(ByteBuffer bytes, int from, int to, String lowerCase) {
    if (to - from != lowerCase.length()) {
      return false;
    }
    for (int i = 0; i < lowerCase.length(); i++) {
      if (lowerCase(bytes.get(from + i)) != lowerCase.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int lowerCase(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet;
  }

  private static boolean isControl(byte octet) {
    return octet >= 0 && octet < ' ' && octet != '\t' || octet == 0x7f;
  }
}
