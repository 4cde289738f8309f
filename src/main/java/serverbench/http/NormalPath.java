package serverbench.http;

import java.nio.ByteBuffer;

/**
 * A path in the form that equivalent ones have in common (RFC 3986 sections 6.2.2.2 and 6.2.2.3):
 * unreserved characters are not percent-encoded, and there are no segments {@code .} and {@code
 * ..}. Made for the few requests whose path has a dot or a percent sign.
 */
final class NormalPath {

  private NormalPath() {}

  /**
   * @param from the path's first slash
   * @param to the path's end; percent signs before it are followed by two hexadecimal digits
   */
  static String of(ByteBuffer bytes, int from, int to) {
    StringBuilder path = new StringBuilder(to - from);
    int at = from;
    while (at < to) {
      char octet = (char) DotSegments.octet(bytes, at);
      if (bytes.get(at) != '%') {
        if (octet == '/') {
          dropDots(path);
        }
        path.append(octet);
        at++;
      } else if (isUnreserved(octet)) {
        path.append(octet);
        at += 3;
      } else {
        // Encoded, it is not the delimiter that it would be otherwise.
        path.append('%');
        at++;
      }
    }
    return dropDots(path) ? path.append('/').toString() : path.toString();
  }

  /** Takes a dot segment at the end away, with its slash; whether there was one. */
  private static boolean dropDots(StringBuilder path) {
    int slash = path.lastIndexOf("/");
    String segment = path.substring(slash + 1);
    switch (segment) {
      case "." -> path.setLength(slash);
      case ".." -> path.setLength(Math.max(0, path.lastIndexOf("/", slash - 1)));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** RFC 3986 section 2.3. */
  private static boolean isUnreserved(char octet) {
    return octet >= 'a' && octet <= 'z'
        || octet >= 'A' && octet <= 'Z'
        || octet >= '0' && octet <= '9'
        || octet == '-'
        || octet == '.'
        || octet == '_'
        || octet == '~';
  }
}
