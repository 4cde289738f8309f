package serverbench.load;

import java.net.URI;

/**
 * One kind of request in a mix.
 *
 * @param uri what it asks for, http only
 * @param expected what every answer to it must be
 * @param share of all requests, as a weight among those of the mix
 */
public record RequestKind(URI uri, ExpectedAnswer expected, int share) {

  public RequestKind {
    if (share <= 0) {
      throw new IllegalArgumentException("share must be positive, not " + share);
    }
  }
}
