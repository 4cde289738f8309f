package serverbench.http;

import java.nio.ByteBuffer;

/**
 * {@code *( BWS ";" BWS name [ BWS "=" BWS ( token / quoted-string ) ] )} behind a chunk size (RFC
 * 9112 section 7.1.1). None is understood, so all are dropped; but one that a lenient party reads
 * in another way than we do could hide where a chunk begins.
 */
final class ChunkExtensions {

  private static final int INVALID = -1;

  private ChunkExtensions() {}

  /** Whether these bytes, which hold no control character but tabs, are extensions or nothing. */
  static boolean areValid(ByteBuffer bytes, int from, int to) {
    int at = from;
    while (at != INVALID && at < to) {
      at = extensionEnd(bytes, at, to);
    }
    return at == to;
  }

  private static int extensionEnd(ByteBuffer bytes, int from, int to) {
    int semicolon = Octets.skipBlanks(bytes, from, to);
    if (semicolon == to || bytes.get(semicolon) != ';') {
      return INVALID;
    }
    int name = Octets.skipBlanks(bytes, semicolon + 1, to);
    int nameEnd = Octets.tokenEnd(bytes, name, to);
    if (nameEnd == name) {
      return INVALID;
    }
    int equals = Octets.skipBlanks(bytes, nameEnd, to);
    if (equals == to || bytes.get(equals) != '=') {
      return nameEnd;
    }
    return valueEnd(bytes, Octets.skipBlanks(bytes, equals + 1, to), to);
  }

  private static int valueEnd(ByteBuffer bytes, int from, int to) {
    if (from < to && bytes.get(from) == '"') {
      return quotedEnd(bytes, from + 1, to);
    }
    int end = Octets.tokenEnd(bytes, from, to);
    return end == from ? INVALID : end;
  }

  /** Behind the closing quote (RFC 9110 section 5.6.4). */
  private static int quotedEnd(ByteBuffer bytes, int from, int to) {
    int at = from;
    while (at < to && bytes.get(at) != '"') {
      at += bytes.get(at) == '\\' ? 2 : 1;
    }
    return at < to ? at + 1 : INVALID;
  }
}
