package serverbench.models.connection;

import java.time.Duration;
import serverbench.http.Limits;

/**
 * The limits of the models whose worker is tied to one connection at a time: under keep-alive the
 * clients that got a worker would starve all others, so a connection ends after 100 answers (the
 * default of Apache's MaxKeepAliveRequests) or 5 s idle.
 */
public final class SharedWorkerLimits {

  private static final int REQUESTS = 100;
  private static final Duration IDLE = Duration.ofSeconds(5);

  private SharedWorkerLimits() {}

  public static Limits of(Limits limits) {
    return limits.sharedWorker(REQUESTS, IDLE);
  }
}
