package serverbench.http;

import java.nio.ByteBuffer;

/**
 * A request as the handler sees it: a view over the connection's input buffer that the connection
 * reuses for its next request. Valid from {@link HttpConnection.Next#HANDLE} until {@link
 * HttpConnection#respond}; whoever needs something for longer copies it. Read by one thread at a
 * time. None of the methods that a handler needs on the hot path allocates.
 */
public interface Request {

  /** What {@link #number} returns for a parameter that is there but is no number in range. */
  long MALFORMED = -1;

  Method method();

  /**
   * Whether the path, without the query, is these ASCII characters, or is equivalent to them (RFC
   * 3986 section 6.2.2). Does not allocate, unless the path has a dot or a percent sign.
   */
  boolean hasPath(String path);

  /**
   * A decimal query parameter, without allocating.
   *
   * @param absent what to return when the parameter is not there
   * @param most the largest value allowed
   * @return 0 to {@code most}, or {@link #MALFORMED} for anything else, a repeated parameter
   *     included
   */
  long number(String name, long absent, long most);

  /** The decoded request body; empty when there is none. Valid as long as the request. */
  ByteBuffer body();

  /** The value of the first header line of this name, or null. Allocates. */
  String header(String name);

  /** The request target as it was sent, for logs. Allocates. */
  String target();
}
