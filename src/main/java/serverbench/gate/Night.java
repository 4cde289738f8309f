package serverbench.gate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import serverbench.results.Interval;
import serverbench.results.Pair;
import serverbench.results.PairPoint;

/**
 * All that a gate measured in one night, and what follows from it. Pure: the same pairs give the
 * same verdicts, so that parts measured on several machines can be judged together.
 *
 * @param rules when a series counts as slower
 * @param points that were to be measured
 * @param pairs that were, those of other points are passed over
 */
public record Night(GateRules rules, List<PairPoint> points, List<Pair> pairs) {

  /** So many times is no disturbance. */
  private static final int OFTEN = 3;

  /** Whether a pair has figures that can be compared. */
  public static boolean counts(Pair pair) {
    return PairCheck.counts(pair);
  }

  /**
   * Whether a point needs no more pairs: a server does not work, or the baseline has been saturated
   * often enough, and more often than not, to say that this rate is beyond it.
   *
   * @param pairs of that point
   */
  public static boolean decided(List<Pair> pairs) {
    return pairs.stream().anyMatch(PairCheck::decides) || beyondBaseline(pairs);
  }

  private static boolean beyondBaseline(List<Pair> pairs) {
    long saturated = pairs.stream().filter(PairCheck::beyondBaseline).count();
    return saturated >= OFTEN && 2 * saturated > pairs.size();
  }

  /** As often as a screen has pairs, and never the baseline's: no disturbance picks one side. */
  private boolean beyondHead(List<Pair> pairs) {
    return pairs.stream().filter(PairCheck::beyondHead).count() >= rules.screenPairs()
        && pairs.stream().noneMatch(PairCheck::beyondBaseline);
  }

  /**
   * Why pairs that do not count are no chance: head did not keep up in several, the baseline in all
   * of them. What is left are head's better moments, and they must not let it pass.
   */
  private static Optional<String> oneSided(List<Pair> pairs) {
    List<String> reasons =
        pairs.stream().flatMap(pair -> PairCheck.notKeptByHead(pair).stream()).toList();
    return reasons.size() < OFTEN || pairs.stream().anyMatch(PairCheck::notKeptByBaseline)
        ? Optional.empty()
        : Optional.of(
            "in %d of %d pairs head did not keep up, the baseline always did (%s)"
                .formatted(reasons.size(), pairs.size(), reasons.getFirst()));
  }

  /**
   * The points whose judged series came out 4 % worse or more in a complete screen, worst first.
   */
  public List<PairPoint> suspects() {
    return points.stream()
        .filter(this::isSuspect)
        .sorted(Comparator.comparingDouble(this::screenedEffect).reversed())
        .toList();
  }

  private double screenedEffect(PairPoint point) {
    return HodgesLehmann.estimate(Series.of(point, pairs).getFirst().screened());
  }

  private boolean isSuspect(PairPoint point) {
    Series judged = Series.of(point, pairs).getFirst();
    return fault(point).isEmpty()
        && judged.unreadable().isEmpty()
        && judged.screen().size() >= rules.screenPairs()
        && rules.isSuspect(judged.screened());
  }

  /** One verdict a series, in the order of the points. */
  public List<Verdict> verdicts() {
    List<PairPoint> suspects = suspects();
    List<Verdict> verdicts = new ArrayList<>();
    for (PairPoint point : points) {
      for (Series series : Series.of(point, pairs)) {
        verdicts.add(verdict(series, suspects));
      }
    }
    return verdicts;
  }

  private Verdict verdict(Series series, List<PairPoint> suspects) {
    boolean suspect = suspects.contains(series.point());
    Optional<Fault> fault = fault(series.point());
    if (fault.isPresent()) {
      return describe(series, fault.get().outcome(), fault.get().reason(), suspects.size());
    }
    List<Pair> ofPoint =
        pairs.stream().filter(pair -> pair.point().equals(series.point())).toList();
    if (series.screen().size() < rules.screenPairs() && beyondBaseline(ofPoint)) {
      String reason = "not judged: this rate is more than the baseline can do";
      return describe(series, Verdict.Outcome.SHOWN, reason, suspects.size());
    }
    if (beyondHead(ofPoint)) {
      String reason = "head cannot keep up with this rate, the baseline can";
      return describe(series, Verdict.Outcome.REGRESSION, reason, suspects.size());
    }
    Optional<String> unreadable = series.unreadable();
    if (unreadable.isPresent()) {
      return describe(series, Verdict.Outcome.INCONCLUSIVE, unreadable.get(), suspects.size());
    }
    if (series.screen().size() < rules.screenPairs()) {
      String few = few(series, Pair.Stage.SCREEN, series.screen().size(), rules.screenPairs());
      return describe(series, Verdict.Outcome.INCONCLUSIVE, few, suspects.size());
    }
    if (!series.metric().judged()) {
      return describe(series, Verdict.Outcome.SHOWN, "shown, not judged", suspects.size());
    }
    Optional<String> oneSided = oneSided(ofPoint);
    if (!suspect) {
      return describe(
          series,
          oneSided.isPresent() ? Verdict.Outcome.INCONCLUSIVE : Verdict.Outcome.PASS,
          oneSided.orElse(null),
          suspects.size());
    }
    if (series.confirm().size() < rules.confirmPairs()) {
      String few = few(series, Pair.Stage.CONFIRM, series.confirm().size(), rules.confirmPairs());
      return describe(series, Verdict.Outcome.INCONCLUSIVE, "suspect, but " + few, suspects.size());
    }
    if (!rules.canConfirm(series.confirm().size(), suspects.size())) {
      String reason =
          series.confirm().size() + " pairs can confirm none of " + suspects.size() + " suspects";
      return describe(series, Verdict.Outcome.INCONCLUSIVE, reason, suspects.size());
    }
    if (rules.isRegression(series.confirmed(), suspects.size())) {
      return describe(series, Verdict.Outcome.REGRESSION, "confirmed", suspects.size());
    }
    return describe(
        series,
        oneSided.isPresent() ? Verdict.Outcome.INCONCLUSIVE : Verdict.Outcome.CLEARED,
        oneSided.orElse("suspect, not confirmed"),
        suspects.size());
  }

  private record Fault(Verdict.Outcome outcome, String reason) {}

  /** Of any pair of the point, whichever comes first; one that is broken weighs most. */
  private Optional<Fault> fault(PairPoint point) {
    Optional<Fault> broken =
        first(point, PairCheck::broken)
            .map(reason -> new Fault(Verdict.Outcome.BROKEN, "head: " + reason));
    return broken.isPresent()
        ? broken
        : first(point, PairCheck::unusable)
            .map(reason -> new Fault(Verdict.Outcome.INCONCLUSIVE, reason));
  }

  private Optional<String> first(PairPoint point, Function<Pair, Optional<String>> check) {
    return pairs.stream()
        .filter(pair -> pair.point().equals(point))
        .flatMap(pair -> check.apply(pair).stream())
        .findFirst();
  }

  private String few(Series series, Pair.Stage stage, int good, int needed) {
    String text = good + " of " + needed + " pairs are valid";
    return pairs.stream()
        .filter(pair -> pair.stage() == stage && pair.point().equals(series.point()))
        .flatMap(pair -> PairCheck.disturbed(pair).stream())
        .findFirst()
        .map(reason -> text + " (" + reason + ")")
        .orElse(text);
  }

  private Verdict describe(Series series, Verdict.Outcome outcome, String reason, int suspects) {
    boolean readable = series.unreadable().isEmpty();
    double[] screened = readable ? series.screened() : new double[0];
    double[] confirmed = readable ? series.confirmed() : new double[0];
    double[] deciding = confirmed.length > 0 ? confirmed : screened;
    Optional<HodgesLehmann> estimate =
        deciding.length == 0 ? Optional.empty() : Optional.of(HodgesLehmann.of(deciding));
    Optional<Interval> ratios = estimate.flatMap(HodgesLehmann::interval).map(series::ratios);
    OptionalDouble detectable =
        series.metric().judged()
            ? DetectableEffect.of(screened, rules, suspects)
            : OptionalDouble.empty();
    boolean tested = confirmed.length > 0 && series.metric().judged();
    return new Verdict(
        series.name(),
        series.point().model(),
        series.point().workload(),
        series.metric().label(),
        series.metric().unit(),
        series.metric().better().name(),
        outcome,
        reason,
        orNull(readable ? series.median(Pair.Side.BASELINE) : OptionalDouble.empty()),
        orNull(readable ? series.median(Pair.Side.HEAD) : OptionalDouble.empty()),
        estimate.map(found -> series.metric().ratio(found.estimate())).orElse(null),
        ratios.map(Interval::low).orElse(null),
        ratios.map(Interval::high).orElse(null),
        tested ? SignedRank.pGreater(confirmed) : null,
        tested ? rules.level(suspects) : null,
        orNull(detectable),
        Series.list(screened),
        Series.list(confirmed));
  }

  private static Double orNull(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
