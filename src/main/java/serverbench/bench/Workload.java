package serverbench.bench;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import serverbench.load.ExpectedAnswer;
import serverbench.load.LoadPlan;
import serverbench.load.LoadPlan.Reuse;

/** The kinds of work that a run puts on the servers; named as people type them. */
public enum Workload {
  keepalive(
      "64 connections, each with one request in flight all the time",
      "/",
      64,
      Reuse.KEPT_ALIVE,
      hello()),
  close(
      "64 at a time, a new connection for each request", "/", 64, Reuse.NEW_EACH_REQUEST, hello());

  private final String description;
  private final String path;
  private final int connections;
  private final Reuse reuse;
  private final ExpectedAnswer expected;

  Workload(String description, String path, int connections, Reuse reuse, ExpectedAnswer expected) {
    this.description = description;
    this.path = path;
    this.connections = connections;
    this.reuse = reuse;
    this.expected = expected;
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

  /** "closed" or "open". */
  public String loop() {
    return "closed";
  }

  /** This work put on a server of this machine. */
  LoadPlan plan(int port, int connections) {
    return LoadPlan.of(URI.create("http://127.0.0.1:" + port + path), connections, reuse, expected);
  }

  private static ExpectedAnswer hello() {
    return ExpectedAnswer.exactly(200, "Hello, World!".getBytes(StandardCharsets.US_ASCII));
  }
}
