package serverbench.references;

import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;
import serverbench.http.Method;
import serverbench.http.Request;

/**
 * A request as servers give it that parse for themselves: in strings.
 *
 * @param method null for one that this suite does not know
 * @param path without the query
 * @param query raw, without the question mark, or null
 * @param body decoded; empty when there is none
 * @param headers the first value of a header by name, or null
 */
record TextRequest(
    Method method, String path, String query, ByteBuffer body, UnaryOperator<String> headers)
    implements Request {

  private static final ByteBuffer NO_BODY = ByteBuffer.allocate(0).asReadOnlyBuffer();

  /** Without a body. */
  TextRequest(String method, String path, String query, UnaryOperator<String> headers) {
    this(methodOf(method), path, query, NO_BODY, headers);
  }

  /** The same with a body. */
  TextRequest withBody(ByteBuffer other) {
    return new TextRequest(method, path, query, other, headers);
  }

  @Override
  public boolean hasPath(String wanted) {
    return path.equals(wanted);
  }

  @Override
  public long number(String name, long absent, long most) {
    long value = absent;
    boolean found = false;
    int at = 0;
    while (query != null && at < query.length()) {
      int ampersand = query.indexOf('&', at);
      int next = ampersand < 0 ? query.length() : ampersand;
      int nameEnd = at + name.length();
      boolean named =
          query.startsWith(name, at)
              && nameEnd <= next
              && (nameEnd == next || query.charAt(nameEnd) == '=');
      if (named) {
        if (found) {
          return MALFORMED;
        }
        found = true;
        value = decimal(Math.min(nameEnd + 1, next), next, most);
      }
      at = next + 1;
    }
    return value;
  }

  private long decimal(int from, int to, long most) {
    if (from == to) {
      return MALFORMED;
    }
    long value = 0;
    for (int at = from; at < to; at++) {
      char digit = query.charAt(at);
      if (digit < '0' || digit > '9' || value > most / 10) {
        return MALFORMED;
      }
      value = value * 10 + digit - '0';
    }
    return value > most ? MALFORMED : value;
  }

  @Override
  public String header(String name) {
    return headers.apply(name);
  }

  @Override
  public String target() {
    return query == null ? path : path + "?" + query;
  }

  private static Method methodOf(String name) {
    return switch (name) {
      case "GET" -> Method.GET;
      case "HEAD" -> Method.HEAD;
      case "POST" -> Method.POST;
      case "PUT" -> Method.PUT;
      case "DELETE" -> Method.DELETE;
      case "OPTIONS" -> Method.OPTIONS;
      case "PATCH" -> Method.PATCH;
      case "TRACE" -> Method.TRACE;
      case "CONNECT" -> Method.CONNECT;
      default -> null;
    };
  }
}
