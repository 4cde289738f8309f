package serverbench.report;

/** The columns of the result table, in their order; every renderer shows these. */
enum Column {
  NUMBER("#", "", Align.RIGHT, Detail.CORE, "number in the article"),
  MODEL("model", "", Align.LEFT, Detail.CORE, "model and variant, and which backend ran"),
  RATE("rate", "req/s", Align.RIGHT, Detail.CORE, "requests per second of the schedule"),
  RANK(
      "rank",
      "",
      Align.RIGHT,
      Detail.CORE,
      "place by throughput, a span when tied, in brackets when the number is flagged"),
  THROUGHPUT(
      "", "req/s", Align.RIGHT, Detail.CORE, "correct responses per second, mean over forks"),
  INTERVAL("±", "%", Align.RIGHT, Detail.CORE, "half width of the 95 % interval over forks"),
  FLAGS("flags", "", Align.LEFT, Detail.CORE, "why the number is doubtful, see below"),
  P50("p50", "ms", Align.RIGHT, Detail.CORE, "half of the responses were faster"),
  P90("p90", "ms", Align.RIGHT, Detail.MORE, "9 of 10 responses were faster"),
  P99("p99", "ms", Align.RIGHT, Detail.CORE, "99 of 100 responses were faster"),
  P999("p99.9", "ms", Align.RIGHT, Detail.MORE, "999 of 1,000 responses were faster"),
  MAX("max", "ms", Align.RIGHT, Detail.MORE, "the slowest response"),
  RAW_P99(
      "raw p99",
      "ms",
      Align.RIGHT,
      Detail.MORE,
      "from the actual sending, not from the intended start: hides waiting"),
  LAG("lag p99", "µs", Align.RIGHT, Detail.MORE, "how late requests of the schedule left"),
  DROPS("drops", "", Align.RIGHT, Detail.MORE, "requests of the schedule that were never sent"),
  CPU(
      "server CPU",
      "µs/req",
      Align.RIGHT,
      Detail.CORE,
      "CPU time of the server side for a request"),
  ERRORS("errors", "", Align.RIGHT, Detail.CORE, "requests that went wrong, of all forks"),
  ARTICLE(
      "article",
      "req/s",
      Align.RIGHT,
      Detail.CORE,
      "the article's figure: other machine, other language"),
  FORKS("forks", "", Align.RIGHT, Detail.MORE, "forks with numbers, of those that ran"),
  SWITCHES(
      "switches", "/req", Align.RIGHT, Detail.MORE, "context switches of the server's threads"),
  ALLOCATED(
      "alloc", "B/req", Align.RIGHT, Detail.MORE, "heap bytes that the server's threads allocated"),
  THREADS("threads", "", Align.RIGHT, Detail.MORE, "live server threads at the end"),
  PROCESSES("children", "", Align.RIGHT, Detail.MORE, "live child processes at the end"),
  MEMORY(
      "memory",
      "MiB",
      Align.RIGHT,
      Detail.MORE,
      "native memory and live objects over the null server's; where that did not run, resident memory"
          + " of all, client and heap included");

  enum Align {
    LEFT,
    RIGHT
  }

  /** Where a column is shown: everywhere, or only where there is room for much. */
  enum Detail {
    CORE,
    MORE
  }

  private final String what;
  private final String unit;
  private final Align align;
  private final Detail detail;
  private final String explanation;

  Column(String what, String unit, Align align, Detail detail, String explanation) {
    this.what = what;
    this.unit = unit;
    this.align = align;
    this.detail = detail;
    this.explanation = explanation;
  }

  /** First line of the heading; may be empty. */
  String what() {
    return what;
  }

  /** Second line of the heading; may be empty. */
  String unit() {
    return unit;
  }

  /** On one line. */
  String heading() {
    return (what + " " + unit).strip();
  }

  Align align() {
    return align;
  }

  Detail detail() {
    return detail;
  }

  String explanation() {
    return explanation;
  }
}
