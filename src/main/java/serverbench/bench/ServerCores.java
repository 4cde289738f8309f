package serverbench.bench;

/** How many cores a model can make use of. */
final class ServerCores {

  private ServerCores() {}

  /**
   * @param label of the model and variant
   * @param cores that the server may run on
   */
  static int usable(String label, int cores) {
    return switch (label) {
      // One thread does all the work.
      case "single_process",
          "select",
          "poll",
          "epoll",
          "epoll:et",
          "kqueue",
          "reactor",
          "coroutine",
          "event_loop",
          "fiber:cooperative",
          "proactor",
          "proactor:nio2",
          "null" ->
          1;
      default -> cores;
    };
  }
}
