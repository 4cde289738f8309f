package serverbench.http;

/** The answers that the protocol layer gives by itself, made once. */
final class Refusals {

  private static final int[] STATUSES = {400, 408, 413, 414, 417, 421, 431, 500, 501, 505};

  private static final Response[] BY_STATUS = new Response[600];

  static {
    for (int status : STATUSES) {
      BY_STATUS[status] = Response.text(status, status + " " + Status.reason(status) + "\n");
    }
  }

  private Refusals() {}

  static Response of(int status) {
    return BY_STATUS[status];
  }
}
