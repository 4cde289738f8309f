package serverbench.bench;

import static serverbench.bench.Point.closed;
import static serverbench.bench.Point.concurrency;
import static serverbench.bench.Point.idle;
import static serverbench.bench.Point.rate;
import static serverbench.bench.Point.share;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import serverbench.load.ExpectedAnswer;
import serverbench.load.LoadPlan;
import serverbench.load.LoadPlan.Reuse;
import serverbench.load.RequestKind;

/** The kinds of work that a run puts on the servers; named as people type them. */
public enum Workload {
  keepalive(
      "64 connections, each with one request in flight all the time",
      Reuse.KEPT_ALIVE,
      List.of(Ask.HELLO),
      () -> List.of(closed(64))),
  latency(
      "64 connections, open loop: half of the model's own throughput, and one rate for all",
      Reuse.KEPT_ALIVE,
      List.of(Ask.HELLO),
      () -> List.of(share(64, 50), rate(64, 5_000))),
  close(
      "64 at a time, a new connection for each request",
      Reuse.NEW_EACH_REQUEST,
      List.of(Ask.HELLO),
      () -> List.of(closed(64))),
  article(
      "the article's own conditions: 1,000 at a time, a new connection for each request, access log"
          + " on",
      Reuse.NEW_EACH_REQUEST,
      List.of(Ask.HELLO),
      () -> List.of(closed(1_000))),
  cpu(
      "64 connections, about 50 us of computing for each request",
      Reuse.KEPT_ALIVE,
      List.of(Ask.CPU),
      () -> List.of(closed(64))),
  blocking(
      "256 connections, each request blocks for 2 ms, as on a database",
      Reuse.KEPT_ALIVE,
      List.of(Ask.SLEEP),
      () -> List.of(closed(256))),
  payload(
      "64 connections, answers of 64 KiB",
      Reuse.KEPT_ALIVE,
      List.of(Ask.BYTES),
      () -> List.of(closed(64))),
  idle(
      "64 connections at work beside many that do nothing",
      Reuse.KEPT_ALIVE,
      List.of(Ask.HELLO),
      () -> Stream.of(1_000, 4_000, 9_000).map(count -> idle(64, count)).toList()),
  sweep(
      "throughput and latency against the number of connections",
      Reuse.KEPT_ALIVE,
      List.of(Ask.HELLO),
      () -> Stream.of(1, 8, 64, 256, 1_024).map(Point::concurrency).toList()),
  curve(
      "latency against load: 64 connections, open loop over rates",
      Reuse.KEPT_ALIVE,
      List.of(Ask.HELLO),
      () ->
          List.of(
              share(64, 25),
              share(64, 50),
              share(64, 75),
              share(64, 90),
              rate(64, 1_000),
              rate(64, 5_000),
              rate(64, 20_000))),
  mixed(
      "64 connections, 9 of 10 requests are quick and one blocks for 2 ms; latency is that of the"
          + " quick ones",
      Reuse.KEPT_ALIVE,
      List.of(Ask.HELLO.times(9), Ask.SLEEP),
      () -> List.of(closed(64)));

  /** What to ask for, how often, and the answer. */
  private record Ask(String path, ExpectedAnswer expected, int share) {

    static final Ask HELLO = new Ask("/", text("Hello, World!"), 1);

    /** 700 rounds of about 70 ns where the processor has SHA instructions. */
    static final Ask CPU =
        new Ask(
            "/cpu?rounds=700",
            text("cec000226d271c7f48b489e586e344cabb9fd812626083a014ce03a922b3895e"),
            1);

    static final Ask SLEEP = new Ask("/sleep?us=2000", text("slept\n"), 1);
    static final Ask BYTES = new Ask("/bytes?n=65536", alphabet(65_536), 1);

    Ask times(int more) {
      return new Ask(path, expected, share * more);
    }

    /** What is to be answered; in short, by a checksum. */
    String definition() {
      CRC32C checksum = new CRC32C();
      checksum.update(expected.anyBody());
      return String.format(
          Locale.ROOT,
          "%d x %s (%d B, %08x)",
          share,
          path,
          expected.bodyBytes(),
          checksum.getValue());
    }

    private static ExpectedAnswer alphabet(int length) {
      byte[] letters = new byte[length];
      for (int i = 0; i < length; i++) {
        letters[i] = (byte) ('a' + i % 26);
      }
      return ExpectedAnswer.exactlyWhenProbed(200, letters);
    }

    private static ExpectedAnswer text(String body) {
      return ExpectedAnswer.exactly(200, body.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private final String description;
  private final Reuse reuse;
  private final List<Ask> asks;
  private final Supplier<List<Point>> points;

  Workload(String description, Reuse reuse, List<Ask> asks, Supplier<List<Point>> points) {
    this.description = description;
    this.reuse = reuse;
    this.asks = asks;
    this.points = points;
  }

  public String description() {
    return description;
  }

  /** What the requests ask for; of a mix the kind whose latency is kept. */
  public String path() {
    return asks.getFirst().path();
  }

  /** All that it asks of a server in one line: equal text is equal work. */
  String definition() {
    String mix = asks.stream().map(Ask::definition).collect(Collectors.joining(" + "));
    return reuse + ": " + mix + ", " + points().stream().map(Point::record).toList();
  }

  /** Active client connections of the first point, unless the command line says otherwise. */
  public int connections() {
    return points().getFirst().connections();
  }

  /** "closed" or "open". */
  public String loop() {
    return points().getFirst().open() ? "open" : "closed";
  }

  /** Whether its points are those of a line: one fork for each will do to draw it. */
  boolean isLine() {
    return this == sweep || this == curve;
  }

  /** Whether both put the same work on a server, however much of it. */
  boolean asksTheSame(Workload other) {
    return reuse == other.reuse
        && asks.equals(other.asks)
        && logsAccesses() == other.logsAccesses();
  }

  /** Whether the server writes a line for each request to a file. */
  boolean logsAccesses() {
    return this == article;
  }

  List<Point> points() {
    return points.get();
  }

  /** What is measured here: what is wanted, as far as the limit of open files allows. */
  List<Point> points(OptionalInt connections) {
    return FileBudget.ofThisProcess().fit(wanted(connections));
  }

  /** Why this machine cannot do all of it, in one line; empty when it can. */
  public Optional<String> shortage(OptionalInt connections) {
    return FileBudget.ofThisProcess().shortage(this, connections);
  }

  /** The points with another number of active connections, where one is given. */
  List<Point> wanted(OptionalInt connections) {
    if (connections.isEmpty()) {
      return points();
    }
    int active = connections.getAsInt();
    return this == sweep
        ? List.of(concurrency(active))
        : points().stream().map(point -> point.withConnections(active)).toList();
  }

  /** This work put on a server of this machine. */
  public LoadPlan plan(int port, int connections) {
    URI server = URI.create("http://127.0.0.1:" + port);
    List<RequestKind> mix =
        asks.stream()
            .map(ask -> new RequestKind(server.resolve(ask.path()), ask.expected(), ask.share()))
            .toList();
    return LoadPlan.of(mix, connections, reuse);
  }

  /** Whether every request has a connection of its own. */
  boolean closesConnections() {
    return reuse == Reuse.NEW_EACH_REQUEST;
  }

  /** The one answer that the null server gives to this work. */
  ExpectedAnswer nullAnswer() {
    return asks.getFirst().expected();
  }
}
