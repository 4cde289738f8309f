package serverbench.load;

import java.io.IOException;
import java.net.ConnectException;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import org.asynchttpclient.exception.ChannelClosedException;
import org.asynchttpclient.exception.RemotelyClosedException;

/** The ways in which a request can fail. Each failed request counts once, under one kind. */
public enum ErrorKind {
  /** No connection: nothing listens, or the handshake took too long. */
  REFUSED,
  /** The connection was reset (RST) while the request was out. */
  RESET,
  /** No complete answer in time. */
  TIMEOUT,
  /** The server closed the connection before the answer was complete. */
  CLOSED_EARLY,
  /** A complete answer with another status than expected. */
  BAD_STATUS,
  /** A complete answer with a body of another length than expected. */
  BAD_LENGTH,
  /** A complete answer with another body than expected. */
  BAD_BODY,
  /** Anything else, such as an answer that is no HTTP. */
  OTHER;

  /** As it is written in results: "closed_early". */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the server did send a complete answer, though a wrong one. */
  public boolean answered() {
    return this == BAD_STATUS || this == BAD_LENGTH || this == BAD_BODY;
  }

  /** The kind of a failure that async-http-client reported. */
  static ErrorKind of(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return TIMEOUT;
    }
    if (failure instanceof RemotelyClosedException || failure instanceof ChannelClosedException) {
      return CLOSED_EARLY;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      // The JDK and Netty have no exception type for these: the text of errno is all there is.
      if (message.contains("reset") || message.contains("Broken pipe")) {
        return RESET;
      }
    }
    if (failure instanceof ConnectException) {
      return REFUSED;
    }
    return failure instanceof IOException ? CLOSED_EARLY : OTHER;
  }
}
