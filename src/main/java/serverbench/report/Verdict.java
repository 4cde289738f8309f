package serverbench.report;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import serverbench.results.Finding;
import serverbench.results.Interval;
import serverbench.results.RunSummary;
import serverbench.results.Score;
import serverbench.results.Summary;

/**
 * One finding in words: a row of the answer to "which model should I use".
 *
 * @param work what kind of work it is about: "Work that blocks"
 * @param best the leaders
 * @param figure what they reach
 * @param cost CPU, memory and threads of the best, and who of the leaders needs the least CPU
 * @param behind who comes next and who is last
 * @param certainty how sure that is
 */
record Verdict(
    String work, String best, String figure, String cost, String behind, String certainty) {

  private static final int MOST_NAMES = 4;

  private static final Map<String, String> WORK =
      Map.ofEntries(
          Map.entry("keepalive", "Short requests on connections that stay open"),
          Map.entry("latency", "Latency of short requests at a steady rate"),
          Map.entry("close", "A new connection for each request"),
          Map.entry("article", "The article's conditions"),
          Map.entry("cpu", "Work that computes"),
          Map.entry("blocking", "Work that blocks, as on a database"),
          Map.entry("payload", "Large answers"),
          Map.entry("idle", "Many connections that do nothing"),
          Map.entry("sweep", "From one connection to many"),
          Map.entry("curve", "The most requests within the promised latency"),
          Map.entry("mixed", "A few slow requests among fast ones"));

  static List<Verdict> all(RunSummary run) {
    return Finding.all(run).stream().map(finding -> of(run, finding)).toList();
  }

  private static Verdict of(RunSummary run, Finding finding) {
    Score score = finding.score();
    if (finding.leaders().isEmpty()) {
      return new Verdict(work(score), "no figures", "", "", "", "");
    }
    return new Verdict(
        work(score),
        best(run, finding),
        figures(finding),
        Cost.of(run, finding.leaders().stream().map(Score.Entry::summary).toList()),
        behind(run, finding),
        certainty(finding));
  }

  /** "Work that blocks, as on a database (blocking)". */
  static String work(Score score) {
    String words = WORK.get(score.workload().name());
    return words == null ? score.title() : words + " (" + score.title() + ")";
  }

  private static String best(RunSummary run, Finding finding) {
    List<Score.Entry> leaders = finding.leaders();
    String names =
        leaders.stream()
            .limit(MOST_NAMES)
            .map(leader -> marked(run, leader))
            .collect(Collectors.joining(", "));
    String more =
        leaders.size() > MOST_NAMES ? " and " + (leaders.size() - MOST_NAMES) + " more" : "";
    return names + more;
  }

  private static String figures(Finding finding) {
    Score score = finding.score();
    double first = finding.leaders().getFirst().value().getAsDouble();
    double last = finding.leaders().getLast().value().getAsDouble();
    boolean bound = finding.leaders().stream().anyMatch(Score.Entry::atLeast);
    String range =
        figure(score, first).equals(figure(score, last))
            ? figure(score, first)
            : figure(score, Math.min(first, last)) + " to " + figure(score, Math.max(first, last));
    return (bound ? "≥ " : "") + range + " " + score.unit();
  }

  private static String behind(RunSummary run, Finding finding) {
    if (finding.next().isEmpty()) {
      return "";
    }
    Score.Entry next = finding.next().get();
    Score.Entry last = finding.last().orElse(next);
    String text = "then " + marked(run, next) + " " + withShare(finding, next);
    return next == last
        ? text
        : text + "; last " + marked(run, last) + " " + withShare(finding, last);
  }

  private static String certainty(Finding finding) {
    Summary best = finding.leaders().getFirst().summary();
    String forks = best.forksOk() + (best.forksOk() == 1 ? " fork" : " forks");
    return switch (finding.certainty()) {
      case INTERVALS ->
          forks
              + ", ± "
              + Figures.percent(
                  best.interval().map(Interval::halfWidth).orElse(0.0)
                      * 100
                      / best.throughput().orElse(1))
              + " % at 95 %"
              + (finding.leaders().size() > 1 ? "; their intervals overlap" : "");
      case WITHIN_TENTH -> forks + "; no interval for this: within 10 % counts as equal";
      case NONE -> forks + ": no interval, so this is no ranking";
    };
  }

  private static String withShare(Finding finding, Score.Entry entry) {
    double percent = 100 * finding.score().relative(entry.summary().model().name()).getAsDouble();
    return figure(finding.score(), entry.value().getAsDouble())
        + " ("
        + Figures.percent(percent)
        + " % of the best)";
  }

  /** "epoll", or "epoll [a b]" where there are reasons to doubt its figure. */
  private static String marked(RunSummary run, Score.Entry entry) {
    String marks = run.marks().beside(entry.summary());
    String name = entry.summary().model().name();
    return marks.isEmpty() ? name : name + " [" + marks + "]";
  }

  private static String figure(Score score, double value) {
    return score.unit().equals("ms") ? Figures.threeDigits(value) : Figures.whole(value);
  }
}
