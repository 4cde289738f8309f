package serverbench.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import serverbench.results.Drift.Point;
import serverbench.results.Soak.Verdict;

/**
 * Judges what a soak has measured. What can be counted (descriptors, threads, processes) must come
 * back to where it was; what only has a size (memory) must not rise once the server is warm, beyond
 * what compilers and allocators take with time.
 */
public final class SoakVerdict {

  private static final double MEBIBYTE = 1 << 20;

  /** Native memory that a warm JVM may still take: code, class data, arenas of malloc. */
  private static final double RESIDENT_TOLERANCE_BYTES = 8 * MEBIBYTE;

  private static final double RESIDENT_TOLERANCE_SHARE = 0.03;
  private static final double HEAP_TOLERANCE_BYTES = 2 * MEBIBYTE;

  /** The first part of the samples is not judged: the last methods are compiled in it. */
  private static final double SETTLING_SHARE = 0.25;

  /** In less than this a compiler's arena is more than any leak worth finding. */
  private static final double LEAST_SECONDS = 30;

  /** Requests that may fail, where hostile clients hold the only worker: reset, timed out. */
  private static final double ERROR_SHARE = 0.001;

  private static final List<String> WRONG = List.of("bad_status", "bad_length", "bad_body");

  private SoakVerdict() {}

  /**
   * @param ended how the server's process ended when it was asked to: exit code and what was left
   */
  public static List<Verdict> of(
      SoakRest before,
      SoakRest after,
      List<SoakSample> samples,
      long answers,
      Map<String, Long> errors,
      long wrongAnswers,
      Verdict ended) {
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.add(returned("open files", before.openFiles(), after.openFiles()));
    verdicts.add(returned("threads", before.threads(), after.threads()));
    verdicts.add(returned("child processes", before.children(), after.children()));
    verdicts.add(heap(before.liveHeapBytes(), after.liveHeapBytes()));
    List<SoakSample> warm =
        samples.subList((int) (samples.size() * SETTLING_SHARE), samples.size());
    verdicts.add(steady("resident memory", warm, SoakSample::residentBytes));
    // Processes that come and go with connections have no size worth a line. Each is a JVM and may
    // take what a JVM may.
    if (warm.stream().mapToInt(SoakSample::children).distinct().count() == 1
        && warm.getFirst().children() > 0) {
      verdicts.add(
          steady(
              "memory of each child",
              warm,
              sample -> (double) sample.childrenResidentBytes() / sample.children()));
    }
    verdicts.add(answers(answers, errors, wrongAnswers));
    verdicts.add(ended);
    return List.copyOf(verdicts);
  }

  /** Fewer is no leak: a pool may have shrunk since. */
  private static Verdict returned(String subject, int before, int after) {
    return new Verdict(subject, after <= before, before + " before, " + after + " after");
  }

  private static Verdict heap(long before, long after) {
    if (before < 0 || after < 0) {
      return new Verdict("live heap", true, "not known");
    }
    return new Verdict(
        "live heap",
        after - before <= HEAP_TOLERANCE_BYTES,
        text("%.1f MiB before, %.1f MiB after", before / MEBIBYTE, after / MEBIBYTE));
  }

  private static Verdict steady(
      String subject, List<SoakSample> samples, ToDoubleFunction<SoakSample> bytes) {
    if (samples.isEmpty()
        || samples.getLast().seconds() - samples.getFirst().seconds() < LEAST_SECONDS) {
      return new Verdict(subject, true, "too short to be judged");
    }
    Drift drift =
        Drift.of(
            samples.stream().map(s -> new Point(s.seconds(), bytes.applyAsDouble(s))).toList());
    double allowed = Math.max(RESIDENT_TOLERANCE_BYTES, drift.level() * RESIDENT_TOLERANCE_SHARE);
    return new Verdict(
        subject,
        drift.overall() <= allowed,
        text(
            "%.1f MiB, %+.1f MiB in %d samples (%+.1f MiB an hour; %.1f MiB allowed)",
            drift.level() / MEBIBYTE,
            drift.overall() / MEBIBYTE,
            samples.size(),
            drift.perSecond() * 3_600 / MEBIBYTE,
            allowed / MEBIBYTE));
  }

  private static Verdict answers(long answers, Map<String, Long> errors, long wrongAnswers) {
    long wrong =
        wrongAnswers + WRONG.stream().mapToLong(kind -> errors.getOrDefault(kind, 0L)).sum();
    long failed = errors.values().stream().mapToLong(Long::longValue).sum();
    return new Verdict(
        "answers",
        answers > 0 && wrong == 0 && failed <= ERROR_SHARE * answers,
        text("%,d correct, %d wrong, errors %s", answers, wrong, errors));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
