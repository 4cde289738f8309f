package serverbench.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import serverbench.results.Comparison;
import serverbench.results.Comparison.Change;
import serverbench.results.Comparison.Verdict;
import serverbench.results.Interval;
import serverbench.results.Measure;
import serverbench.results.Ratio;
import serverbench.results.Run;

/** What a comparison says, in words that terminal, Markdown and HTML share. */
final class ComparisonWords {

  /** Of a hundred intervals at 95 %. */
  private static final int MISS_OF_HUNDRED = 5;

  private final Comparison comparison;

  ComparisonWords(Comparison comparison) {
    this.comparison = comparison;
  }

  /** "Base: 2025..., commit 74e2ae0, profile full." */
  List<String> runs() {
    return List.of("Base: " + run(comparison.base()), "Head: " + run(comparison.head()));
  }

  private static String run(Run run) {
    return run.id() + ". " + RunFacts.origin(run);
  }

  /** "throughput: 2 better, 1 worse, 20 without a difference that shows": one for each measure. */
  List<String> counts() {
    List<String> lines = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      List<String> parts = new ArrayList<>();
      for (Verdict verdict : Verdict.values()) {
        long count = comparison.count(measure, verdict);
        if (count > 0 && verdict != Verdict.NO_FIGURE) {
          parts.add(count + " " + words(verdict));
        }
      }
      if (!parts.isEmpty()) {
        lines.add(measure.title() + ": " + String.join(", ", parts));
      }
    }
    return lines;
  }

  static String words(Verdict verdict) {
    return switch (verdict) {
      case BETTER -> "better";
      case WORSE -> "worse";
      case NO_DIFFERENCE -> "without a difference that shows";
      case NO_INTERVAL -> "with too few forks for an interval";
      case CLIENT_LIMITED -> "limited by the client";
      case OTHER_RATE -> "at different rates";
      case NO_FIGURE -> "without a figure";
    };
  }

  /** "worse: epoll, keepalive: throughput 0.912 (0.880–0.944)", the largest effects first. */
  List<String> changed(int most) {
    record Line(double effect, String text) {}
    List<Line> lines = new ArrayList<>();
    for (Comparison.Point point : comparison.points()) {
      for (Comparison.Row row : point.rows()) {
        row.changes()
            .forEach(
                (measure, change) -> {
                  if (tells(change)) {
                    String text =
                        "%s: %s, %s: %s %s"
                            .formatted(
                                words(change.verdict()),
                                row.base().model().name(),
                                point.base().title(),
                                measure.title(),
                                ratio(change.ratio().orElseThrow()));
                    double effect = Math.abs(Math.log(change.ratio().get().value()));
                    lines.add(new Line(effect, text));
                  }
                });
      }
    }
    lines.sort(Comparator.comparingDouble(Line::effect).reversed());
    List<String> shown = new ArrayList<>(lines.stream().limit(most).map(Line::text).toList());
    if (lines.size() > most) {
      shown.add((lines.size() - most) + " more in the tables");
    }
    return shown;
  }

  private static boolean tells(Change change) {
    return change.verdict() == Verdict.BETTER || change.verdict() == Verdict.WORSE;
  }

  /** How the ratios are to be read. */
  List<String> footnotes() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Ratios are head to base. Below 1 is worse for throughput and better for p99 and CPU.");
    long intervals = 0;
    long without = 0;
    for (Measure measure : Measure.values()) {
      for (Verdict verdict : List.of(Verdict.BETTER, Verdict.WORSE, Verdict.NO_DIFFERENCE)) {
        intervals += comparison.count(measure, verdict);
      }
      without += comparison.count(measure, Verdict.NO_INTERVAL);
    }
    if (intervals > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "In parentheses: 95 %% interval over forks. Of %d such intervals about %.0f leave 1"
                  + " out by chance alone when nothing has changed; the gate is made for deciding.",
              intervals,
              Math.ceil(intervals * MISS_OF_HUNDRED / 100.0)));
    }
    if (without > 0) {
      lines.add(
          "Without parentheses: fewer than "
              + Interval.FEWEST_FORKS
              + " forks in one of the runs, so nothing tells a difference from scatter.");
    }
    if (comparison.count(Measure.THROUGHPUT, Verdict.CLIENT_LIMITED) > 0) {
      lines.add(
          "client: the load generator was the limit in one of the runs; compare the server CPU.");
    }
    if (comparison.count(Measure.P99, Verdict.OTHER_RATE) > 0) {
      lines.add(
          "rate: the schedules' rates differ, each a share of the model's own throughput in its own"
              + " run; no verdict, for the loads are not the same.");
    }
    return lines;
  }

  /** "0.912 (0.880–0.944)". */
  static String ratio(Ratio ratio) {
    return figure(ratio.value())
        + ratio
            .interval()
            .map(i -> " (" + figure(i.low()) + "–" + figure(i.high()) + ")")
            .orElse("");
  }

  /** "0.912". */
  static String figure(double value) {
    return String.format(Locale.ROOT, value < 9.995 ? "%.3f" : "%.1f", value);
  }

  /** The ratio as a cell: what it says stands in front, so that colour is not needed. */
  static Cell cell(Change change, ComparisonGrid.Detail detail) {
    Optional<Ratio> ratio = change.ratio();
    if (ratio.isEmpty()) {
      return Cell.EMPTY;
    }
    String text =
        detail == ComparisonGrid.Detail.INTERVALS
            ? ratio(ratio.get())
            : figure(ratio.get().value());
    double value = ratio.get().value();
    return switch (change.verdict()) {
      case BETTER -> Cell.number("better " + text, value).in(Cell.Tone.GOOD);
      case WORSE -> Cell.number("worse " + text, value).in(Cell.Tone.BAD);
      case CLIENT_LIMITED -> Cell.number("client " + text, value).in(Cell.Tone.DOUBTFUL);
      case OTHER_RATE -> Cell.number("rate " + text, value).in(Cell.Tone.QUIET);
      case NO_INTERVAL, NO_FIGURE -> Cell.number(text, value).in(Cell.Tone.QUIET);
      case NO_DIFFERENCE -> Cell.number(text, value);
    };
  }
}
