package serverbench.bench;

/** The kinds of work that a run puts on the servers; named as people type them. */
public enum Workload {
  keepalive("64 connections, each with one request in flight all the time", "/", 64),
  close("64 at a time, a new connection for each request", "/", 64);

  private final String description;
  private final String path;
  private final int connections;

  Workload(String description, String path, int connections) {
    this.description = description;
    this.path = path;
    this.connections = connections;
  }

  public String description() {
    return description;
  }

  public String path() {
    return path;
  }

  /** Client connections unless the command line says otherwise. */
  public int connections() {
    return connections;
  }
}
