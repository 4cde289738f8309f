package serverbench.http;

import java.nio.ByteBuffer;

/** The segments {@code .} and {@code ..} of a path (RFC 3986 section 5.2.4), encoded ones too. */
final class DotSegments {

  private DotSegments() {}

  /**
   * Whether the path never leads above its root, and no octet of it is an encoded NUL. Nothing here
   * is read from a file system, but such a path is an attack, and nginx and Jetty refuse it.
   *
   * @param from the path's first slash
   * @param to the path's end; percent signs before it are followed by two hexadecimal digits
   */
  static boolean stayBelowRoot(ByteBuffer bytes, int from, int to) {
    int depth = 0;
    int dots = 0;
    int octets = 0;
    int at = from;
    while (at < to) {
      int octet = octet(bytes, at);
      at += bytes.get(at) == '%' ? 3 : 1;
      if (octet == 0) {
        return false;
      }
      if (octet == '/') {
        depth += step(octets, dots);
        octets = 0;
        dots = 0;
      } else {
        octets++;
        dots += octet == '.' ? 1 : 0;
      }
      if (depth < 0) {
        return false;
      }
    }
    return depth + step(octets, dots) >= 0;
  }

  /** The octet at this place, which may be percent-encoded. */
  static int octet(ByteBuffer bytes, int at) {
    byte octet = bytes.get(at);
    return octet == '%'
        ? Octets.hexDigit(bytes.get(at + 1)) << 4 | Octets.hexDigit(bytes.get(at + 2))
        : octet;
  }

  /** How much deeper a segment leads. */
  private static int step(int octets, int dots) {
    if (octets == 2 && dots == 2) {
      return -1;
    }
    return octets == dots && octets < 2 ? 0 : 1;
  }
}
