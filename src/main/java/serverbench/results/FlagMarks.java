package serverbench.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The short marks that stand beside doubtful numbers, "a", "b", ..., the same in every chart and
 * table of a run, and what they mean.
 */
public final class FlagMarks {

  /**
   * One line of the legend.
   *
   * @param mark as it stands beside the number
   * @param rule the validity rule
   * @param meaning one sentence
   */
  public record Entry(String mark, String rule, String meaning) {}

  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          Map.entry(
              Summary.CLIENT_LIMITED,
              "the load generator was the limit, the server can do at least this much"),
          Map.entry("above_ceiling", "faster than the cheapest correct responder of the same run"),
          Map.entry("errors", "more than 0.1 % of the requests went wrong"),
          Map.entry(
              "warmup",
              "throughput was still changing when measuring began, or code was compiled meanwhile"),
          Map.entry("counts", "client and server counted different numbers of answers"),
          Map.entry("count_mismatch", "client and server counted different numbers of answers"),
          Map.entry("littles_law", "requests in flight do not fit throughput times mean latency"),
          Map.entry("rate", "less than 99 % of the target rate was reached"),
          Map.entry("schedule_lag", "requests left more than 1 ms late"),
          Map.entry(
              "saturated",
              "the schedule asked for more than the server can do: no latency to speak of"),
          Map.entry(
              "unanswered",
              "requests had no answer when latencies were read: a maximum may be higher"),
          Map.entry("drops", "requests of the schedule were never sent"),
          Map.entry(
              "cores_apart", "its cores were further apart than those of other forks of this run"),
          Map.entry("cores_slow", "its cores were slower than those of other forks of this run"),
          Map.entry("steal", "the hypervisor took more than 5 % of the CPU time"),
          Map.entry("connections", "fewer connections were established than asked for"));

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private FlagMarks() {}

  /** Marks for the rules that were broken anywhere in the run, in alphabetical order of rules. */
  public static FlagMarks of(Run run) {
    TreeSet<String> rules = new TreeSet<>();
    for (ForkResult fork : run.forks()) {
      if (fork.ok()) {
        fork.flags().forEach(flag -> rules.add(flag.rule()));
      }
    }
    FlagMarks marks = new FlagMarks();
    for (String rule : rules) {
      String mark = markAt(marks.entries.size());
      String meaning = MEANINGS.getOrDefault(rule, rule.replace('_', ' '));
      marks.entries.put(rule, new Entry(mark, rule, meaning));
    }
    return marks;
  }

  /** a ... z, aa, ab ... */
  private static String markAt(int index) {
    String last = String.valueOf((char) ('a' + index % 26));
    return index < 26 ? last : markAt(index / 26 - 1) + last;
  }

  /** "a b" for a number with two flags, "" for one without. */
  public String beside(Summary summary) {
    return beside(summary.rules());
  }

  /** The same for rules. */
  public String beside(Set<String> rules) {
    List<String> marks = new ArrayList<>();
    for (Entry entry : entries.values()) {
      if (rules.contains(entry.rule())) {
        marks.add(entry.mark());
      }
    }
    return String.join(" ", marks);
  }

  /** The marks that stand beside one of these numbers. */
  public List<Entry> legendOf(List<Summary> summaries) {
    return entries.values().stream()
        .filter(entry -> summaries.stream().anyMatch(s -> s.rules().contains(entry.rule())))
        .toList();
  }

  /** The same for rules. */
  public List<Entry> legendOf(Set<String> rules) {
    return entries.values().stream().filter(entry -> rules.contains(entry.rule())).toList();
  }
}
