package serverbench.server;

import java.util.OptionalInt;
import serverbench.http.Request;
import serverbench.http.Response;

/**
 * The usual work with a planted regression: {@code /cpu} does so many percent more rounds and
 * throws them away, so that its answer stays what it was. It is there to prove that the gate sees
 * one.
 *
 * <p>Switched on by {@value #VARIABLE} in the environment, since that reaches child processes too.
 * Only the gate may set it, for the forks of its head side; every other way into this program
 * refuses to run with it.
 */
public final class PlantedSlowdown implements Handler {

  /** Percent, 1 to 400. */
  public static final String VARIABLE = "SERVERBENCH_PLANTED_SLOWDOWN";

  public static final int MOST_PERCENT = 400;

  private static final int HUNDRED = 100;

  private final Endpoints endpoints = new Endpoints();
  private final int percent;

  /** As the environment says; child processes make it this way too. */
  public PlantedSlowdown() {
    this(percent().orElseThrow(() -> new IllegalStateException(VARIABLE + " is not set")));
  }

  PlantedSlowdown(int percent) {
    this.percent = percent;
  }

  /**
   * What the environment asks for; empty when it does not.
   *
   * @throws IllegalStateException when it asks for something else than a percentage
   */
  public static OptionalInt percent() {
    return parse(System.getenv(VARIABLE));
  }

  /**
   * For every way into this program but the gate's own: numbers of a slowed server must not look
   * like those of any other.
   *
   * @throws IllegalStateException when a slow-down is planted
   */
  public static void refuse() {
    String text = System.getenv(VARIABLE);
    if (text != null && !text.isEmpty()) {
      throw new IllegalStateException(
          VARIABLE + " is set: only the gate plants a slow-down, in forks of its own; unset it");
    }
  }

  static OptionalInt parse(String text) {
    if (text == null || text.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > MOST_PERCENT) {
      throw new IllegalStateException(VARIABLE + " is no percentage of 1 to 400: " + text);
    }
    return OptionalInt.of(Integer.parseInt(text));
  }

  @Override
  public Response handle(Request request) throws InterruptedException {
    Response response = endpoints.handle(request);
    if (response.status() == 200 && request.hasPath("/cpu")) {
      long rounds = request.number("rounds", Endpoints.DEFAULT_ROUNDS, Endpoints.MOST_ROUNDS);
      Endpoints.digestAfter(Math.max(1, (int) (rounds * percent / HUNDRED)));
    }
    return response;
  }

  @Override
  public boolean mayBlock(Request request) {
    return endpoints.mayBlock(request);
  }
}
