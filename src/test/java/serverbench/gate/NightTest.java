package serverbench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import serverbench.results.ForkResult;
import serverbench.results.LoadPoint;
import serverbench.results.Pair;
import serverbench.results.PairPoint;

class NightTest {

  private static final PairPoint CLOSED = Pairs.CLOSED;

  @Test
  void whatHasNotChangedPasses() {
    Verdict verdict = verdicts(CLOSED, screen(1.01)).getFirst();
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.PASS);
    assertThat(verdict.series()).isEqualTo("epoll/keepalive/throughput");
    assertThat(verdict.ratio()).isCloseTo(1 / 1.01, within(0.002));
    assertThat(verdict.low()).isLessThan(verdict.ratio());
    assertThat(verdict.high()).isGreaterThan(verdict.ratio());
    assertThat(verdict.detectable()).isBetween(0.045, 0.07);
    assertThat(verdict.p()).isNull();
  }

  @Test
  void theWorstSuspectIsConfirmedFirst() {
    PairPoint close = new PairPoint("epoll", "close", CLOSED.point());
    PairPoint cpu = new PairPoint("epoll", "cpu", CLOSED.point());
    List<Pair> pairs =
        both(
            screen(1.08),
            both(
                Pairs.of(close, Pair.Stage.SCREEN, 6, 1.01),
                Pairs.of(cpu, Pair.Stage.SCREEN, 6, 1.3)));
    Night night = new Night(GateRules.STANDARD, List.of(CLOSED, close, cpu), pairs);
    assertThat(night.suspects()).containsExactly(cpu, CLOSED);
  }

  @Test
  void aSlowerHeadIsSuspectThenARegression() {
    Night screened = new Night(GateRules.STANDARD, List.of(CLOSED), screen(1.25));
    assertThat(screened.suspects()).containsExactly(CLOSED);
    assertThat(screened.verdicts().getFirst().outcome()).isEqualTo(Verdict.Outcome.INCONCLUSIVE);
    assertThat(screened.verdicts().getFirst().reason()).contains("0 of 15 pairs");
    Verdict verdict = verdicts(CLOSED, both(screen(1.25), confirm(1.25))).getFirst();
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.REGRESSION);
    assertThat(verdict.ratio()).isCloseTo(0.8, within(0.003));
    assertThat(verdict.p()).isLessThan(verdict.level());
    assertThat(verdict.head()).isLessThan(verdict.baseline());
  }

  @Test
  void freshPairsClearAChanceSuspect() {
    assertThat(verdicts(CLOSED, both(screen(1.06), confirm(1.0))).getFirst().outcome())
        .isEqualTo(Verdict.Outcome.CLEARED);
  }

  @Test
  void aFasterHeadPasses() {
    assertThat(verdicts(CLOSED, screen(0.5)).getFirst().outcome()).isEqualTo(Verdict.Outcome.PASS);
  }

  @Test
  void onAScheduleP99IsJudgedAndP999OnlyShown() {
    List<Pair> pairs =
        both(
            Pairs.of(Pairs.SCHEDULE, Pair.Stage.SCREEN, 6, 1.3),
            Pairs.of(Pairs.SCHEDULE, Pair.Stage.CONFIRM, 15, 1.3));
    List<Verdict> verdicts = verdicts(Pairs.SCHEDULE, pairs);
    assertThat(verdicts).extracting(Verdict::metric).containsExactly("p99", "p99.9");
    assertThat(verdicts)
        .extracting(Verdict::outcome)
        .containsExactly(Verdict.Outcome.REGRESSION, Verdict.Outcome.SHOWN);
    assertThat(verdicts.getFirst().ratio()).as("higher is worse").isCloseTo(1.3, within(0.005));
  }

  @Test
  void whereTheClientIsTheLimitServerCpuIsJudged() {
    Night night = slowerBesideALimitedBaseline("client_limited");
    assertThat(night.verdicts().getFirst().metric()).isEqualTo("server_cpu");
    assertThat(night.suspects()).containsExactly(CLOSED);
  }

  /** It waits where it did not, say: no more CPU, but fewer answers than the client could take. */
  @Test
  void aFallAwayFromTheClientsLimitIsSeenInTheThroughput() {
    Night night = slowerBesideALimitedBaseline();
    assertThat(night.verdicts().getFirst().metric()).isEqualTo("throughput");
    assertThat(night.suspects()).containsExactly(CLOSED);
  }

  @Test
  void aHeadThatDoesNotStartLosesOrChangesAnswersIsBroken() {
    for (ForkResult head :
        List.of(
            Pairs.failed(CLOSED, "it stood still"),
            Pairs.losing(CLOSED, 1),
            Pairs.fork(CLOSED, 1_000, "counts"),
            Pairs.fork(CLOSED, 1_000, "errors"))) {
      Pair pair = Pairs.pair(CLOSED, Pair.Stage.SCREEN, 6, Pairs.fork(CLOSED, 1_000), head);
      List<Pair> pairs = both(screen(1.0), List.of(pair));
      assertThat(Night.decided(pairs)).isTrue();
      List<Verdict> verdicts = verdicts(CLOSED, pairs);
      assertThat(verdicts.getFirst().outcome()).isEqualTo(Verdict.Outcome.BROKEN);
      assertThat(Conclusion.exitCode(verdicts, true, GateReport.Stance.ADVISORY)).isEqualTo(1);
    }
  }

  @Test
  void aBaselineThatDoesNotWorkIsInconclusive() {
    Pair pair =
        Pairs.pair(
            CLOSED,
            Pair.Stage.SCREEN,
            6,
            Pairs.failed(CLOSED, "no such model"),
            Pairs.fork(CLOSED, 1));
    List<Verdict> verdicts = verdicts(CLOSED, both(screen(1.0), List.of(pair)));
    assertThat(verdicts.getFirst().outcome()).isEqualTo(Verdict.Outcome.INCONCLUSIVE);
    assertThat(verdicts.getFirst().reason()).isEqualTo("the baseline: no such model");
    assertThat(Conclusion.exitCode(verdicts, true, GateReport.Stance.ENFORCED)).isEqualTo(4);
  }

  @Test
  void aDisturbedPairDoesNotCount() {
    List<Pair> pairs = new ArrayList<>(screen(1.0));
    pairs.removeLast();
    pairs.add(
        Pairs.pair(
            CLOSED,
            Pair.Stage.SCREEN,
            5,
            Pairs.fork(CLOSED, 1_000, "steal"),
            Pairs.fork(CLOSED, 500)));
    assertThat(Night.counts(pairs.getLast())).isFalse();
    Verdict verdict = verdicts(CLOSED, pairs).getFirst();
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.INCONCLUSIVE);
    assertThat(verdict.reason()).isEqualTo("5 of 6 pairs are valid (baseline: steal!)");
  }

  @Test
  void aRateBeyondTheBaselineIsNotJudged() {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ForkResult over = Pairs.saturated(Pairs.SCHEDULE);
      pairs.add(Pairs.pair(Pairs.SCHEDULE, Pair.Stage.SCREEN, i, over, over));
      assertThat(Night.decided(pairs)).isEqualTo(i == 2);
    }
    List<Verdict> verdicts = verdicts(Pairs.SCHEDULE, pairs);
    assertThat(verdicts).allMatch(verdict -> verdict.outcome() == Verdict.Outcome.SHOWN);
    assertThat(Conclusion.of(verdicts, true))
        .as("nothing judged")
        .isEqualTo(Conclusion.INCONCLUSIVE);
  }

  @Test
  void aBaselineThatIsSaturatedNowAndThenSaysNothingAboutTheRate() {
    List<Pair> pairs = new ArrayList<>(Pairs.of(Pairs.SCHEDULE, Pair.Stage.SCREEN, 5, 1.3));
    for (int i = 5; i < 8; i++) {
      ForkResult over = Pairs.saturated(Pairs.SCHEDULE);
      pairs.add(Pairs.pair(Pairs.SCHEDULE, Pair.Stage.SCREEN, i, over, over));
    }
    assertThat(Night.decided(pairs)).isFalse();
    List<Verdict> verdicts = verdicts(Pairs.SCHEDULE, pairs);
    assertThat(verdicts.getFirst().outcome()).isEqualTo(Verdict.Outcome.INCONCLUSIVE);
  }

  @Test
  void aHeadThatNeverKeepsUpWithARateThatTheBaselineAlwaysDoesIsARegression() {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      assertThat(verdicts(Pairs.SCHEDULE, pairs))
          .noneMatch(verdict -> verdict.outcome() == Verdict.Outcome.REGRESSION);
      pairs.add(
          Pairs.pair(
              Pairs.SCHEDULE,
              Pair.Stage.SCREEN,
              i,
              Pairs.fork(Pairs.SCHEDULE, 5_000),
              Pairs.saturated(Pairs.SCHEDULE)));
    }
    Verdict verdict = verdicts(Pairs.SCHEDULE, pairs).getFirst();
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.REGRESSION);
    assertThat(verdict.reason()).contains("head cannot keep up");
  }

  @Test
  void whatIsLeftOfAHeadThatOftenDoesNotKeepUpDoesNotLetItPass() {
    List<Pair> pairs = new ArrayList<>(Pairs.of(Pairs.SCHEDULE, Pair.Stage.SCREEN, 6, 1.0));
    for (int i = 6; i < 9; i++) {
      assertThat(verdicts(Pairs.SCHEDULE, pairs).getFirst().outcome())
          .isEqualTo(Verdict.Outcome.PASS);
      pairs.add(
          Pairs.pair(
              Pairs.SCHEDULE,
              Pair.Stage.SCREEN,
              i,
              Pairs.fork(Pairs.SCHEDULE, 1_000),
              Pairs.fork(Pairs.SCHEDULE, 1_000, "rate")));
    }
    Verdict verdict = verdicts(Pairs.SCHEDULE, pairs).getFirst();
    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.INCONCLUSIVE);
    assertThat(verdict.reason()).contains("in 3 of 9 pairs head did not keep up", "rate!");
    // The machine does not choose a side.
    pairs.add(
        Pairs.pair(
            Pairs.SCHEDULE,
            Pair.Stage.SCREEN,
            9,
            Pairs.fork(Pairs.SCHEDULE, 1_000, "rate"),
            Pairs.fork(Pairs.SCHEDULE, 1_000)));
    assertThat(verdicts(Pairs.SCHEDULE, pairs).getFirst().outcome())
        .isEqualTo(Verdict.Outcome.PASS);
  }

  @Test
  void tooFewPairsForSoManySuspectsClearNobody() {
    PairPoint other = new PairPoint("poll", "keepalive", LoadPoint.closed(64));
    List<Pair> pairs = new ArrayList<>();
    for (PairPoint point : List.of(CLOSED, other)) {
      pairs.addAll(Pairs.of(point, Pair.Stage.SCREEN, 6, 1.5));
      pairs.addAll(Pairs.of(point, Pair.Stage.CONFIRM, 7, 1.5));
    }
    GateRules few = GateRules.STANDARD.withPairs(6, 7);
    assertThat(new Night(few, List.of(CLOSED, other), pairs).verdicts())
        .allMatch(verdict -> verdict.outcome() == Verdict.Outcome.INCONCLUSIVE)
        .allMatch(verdict -> verdict.reason().equals("7 pairs can confirm none of 2 suspects"));
    assertThat(new Night(few, List.of(CLOSED), pairs).verdicts().getFirst().outcome())
        .isEqualTo(Verdict.Outcome.REGRESSION);
  }

  @Test
  void whatIsUnknownStaysSoBesideARegression() {
    List<Verdict> verdicts = new ArrayList<>(verdicts(CLOSED, both(screen(1.25), confirm(1.25))));
    verdicts.addAll(verdicts(CLOSED, List.of()));
    assertThat(Conclusion.exitCode(verdicts, true, GateReport.Stance.ENFORCED)).isEqualTo(3);
    assertThat(Conclusion.exitCode(verdicts, true, GateReport.Stance.ADVISORY)).isEqualTo(4);
    assertThat(Conclusion.exitCode(verdicts.subList(0, 1), false, GateReport.Stance.ADVISORY))
        .isEqualTo(4);
  }

  @Test
  void onlyARegressionIsAMatterOfOpinion() {
    List<Verdict> slower = verdicts(CLOSED, both(screen(1.25), confirm(1.25)));
    assertThat(Conclusion.exitCode(slower, true, GateReport.Stance.ENFORCED)).isEqualTo(3);
    assertThat(Conclusion.exitCode(slower, true, GateReport.Stance.ADVISORY)).isZero();
    List<Verdict> same = verdicts(CLOSED, screen(1.0));
    assertThat(Conclusion.exitCode(same, true, GateReport.Stance.ENFORCED)).isZero();
    assertThat(Conclusion.exitCode(same, false, GateReport.Stance.ADVISORY)).isEqualTo(4);
    assertThat(Conclusion.of(List.of(), true)).isEqualTo(Conclusion.INCONCLUSIVE);
  }

  private static Night slowerBesideALimitedBaseline(String... flagsOfHead) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      pairs.add(
          Pairs.pair(
              CLOSED,
              Pair.Stage.SCREEN,
              i,
              Pairs.fork(CLOSED, 1_000 + i, "client_limited"),
              Pairs.fork(CLOSED, 700 + i, flagsOfHead)));
    }
    return new Night(GateRules.STANDARD, List.of(CLOSED), pairs);
  }

  private static List<Verdict> verdicts(PairPoint point, List<Pair> pairs) {
    return new Night(GateRules.STANDARD, List.of(point), pairs).verdicts();
  }

  private static List<Pair> screen(double slower) {
    return Pairs.of(CLOSED, Pair.Stage.SCREEN, 6, slower);
  }

  private static List<Pair> confirm(double slower) {
    return Pairs.of(CLOSED, Pair.Stage.CONFIRM, 15, slower);
  }

  private static List<Pair> both(List<Pair> some, List<Pair> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
