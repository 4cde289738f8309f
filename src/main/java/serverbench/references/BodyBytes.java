package serverbench.references;

import java.nio.ByteBuffer;
import serverbench.http.Response;

/**
 * Bodies as arrays, for servers that send nothing else. Constant bodies are arrays already; of the
 * others the last one is kept, because clients ask for the same bytes over and over and a copy of
 * 64 KiB for each answer would be this suite's cost, not the server's. Any thread.
 */
final class BodyBytes {

  private record Copy(Response of, byte[] bytes) {}

  private volatile Copy last = new Copy(null, new byte[0]);

  /** Not to be changed. */
  byte[] of(Response response) {
    ByteBuffer body = response.body();
    if (body.hasArray() && body.arrayOffset() == 0 && body.array().length == body.remaining()) {
      return body.array();
    }
    Copy copy = last;
    if (copy.of != response) {
      byte[] bytes = new byte[body.remaining()];
      body.get(body.position(), bytes);
      copy = new Copy(response, bytes);
      last = copy;
    }
    return copy.bytes;
  }
}
