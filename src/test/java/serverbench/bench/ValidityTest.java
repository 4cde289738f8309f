package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import serverbench.bench.Validity.Figures;
import serverbench.bench.Validity.ScheduleFigures;
import serverbench.results.ForkResult.Flag;

class ValidityTest {

  /** 10,000/s at 6.4 ms with 64 connections: nothing to doubt. */
  private static final Figures SOUND =
      new Figures(
          0, 50_000, 50_000, 0, true, 0.0, 0.0, 64, 64, 10_000, 0.0064, 64, Optional.empty());

  @Test
  void soundFiguresRaiseNoFlag() {
    assertThat(rules(SOUND)).isEmpty();
  }

  @Test
  void oneErrorInAThousandIsOneTooMany() {
    assertThat(rules(errors(49))).isEmpty();
    assertThat(rules(errors(50))).containsExactly("errors");
  }

  @Test
  void theServerMayNotCountLessThanTheClientReceived() {
    assertThat(rules(answers(50_000, 49_999, 0))).containsExactly("counts");
  }

  @Test
  void theServerMayCountMoreByWhatTheClientGaveUp() {
    assertThat(rules(answers(50_000, 50_003, 3))).isEmpty();
    assertThat(rules(answers(50_000, 50_004, 3))).containsExactly("counts");
  }

  @Test
  void warmUpThatWasNotFlat() {
    assertThat(
            rules(
                new Figures(
                    0,
                    50_000,
                    50_000,
                    0,
                    false,
                    0.0,
                    0.0,
                    64,
                    64,
                    10_000,
                    0.0064,
                    64,
                    Optional.empty())))
        .containsExactly("warmup");
  }

  @Test
  void compilersThatTakeTimeAwayWhileMeasuring() {
    assertThat(rules(compiling(0.1))).isEmpty();
    assertThat(rules(compiling(0.11))).containsExactly("warmup");
  }

  private static Figures compiling(double share) {
    return new Figures(
        0, 50_000, 50_000, 0, true, share, 0.0, 64, 64, 10_000, 0.0064, 64, Optional.empty());
  }

  @Test
  void steal() {
    assertThat(
            rules(
                new Figures(
                    0,
                    50_000,
                    50_000,
                    0,
                    true,
                    0.0,
                    0.051,
                    64,
                    64,
                    10_000,
                    0.0064,
                    64,
                    Optional.empty())))
        .containsExactly("steal");
    assertThat(
            rules(
                new Figures(
                    0,
                    50_000,
                    50_000,
                    0,
                    true,
                    0.0,
                    -1,
                    64,
                    64,
                    10_000,
                    0.0064,
                    64,
                    Optional.empty())))
        .isEmpty();
  }

  @Test
  void connectionsThatWereNotEstablished() {
    assertThat(
            rules(
                new Figures(
                    0,
                    50_000,
                    50_000,
                    0,
                    true,
                    0.0,
                    0.0,
                    64,
                    63,
                    10_000,
                    0.0064,
                    64,
                    Optional.empty())))
        .containsExactly("connections");
  }

  @Test
  void littlesLaw() {
    assertThat(
            rules(
                new Figures(
                    0,
                    50_000,
                    50_000,
                    0,
                    true,
                    0.0,
                    0.0,
                    64,
                    64,
                    10_000,
                    0.0058,
                    64,
                    Optional.empty())))
        .isEmpty();
    assertThat(
            rules(
                new Figures(
                    0,
                    50_000,
                    50_000,
                    0,
                    true,
                    0.0,
                    0.0,
                    64,
                    64,
                    10_000,
                    0.0057,
                    64,
                    Optional.empty())))
        .containsExactly("littles_law");
    assertThat(
            rules(
                new Figures(
                    0,
                    50_000,
                    50_000,
                    0,
                    true,
                    0.0,
                    0.0,
                    64,
                    64,
                    10_000,
                    0.0072,
                    64,
                    Optional.empty())))
        .containsExactly("littles_law");
  }

  @Test
  void aScheduleThatWasKeptRaisesNoFlag() {
    assertThat(rules(scheduled(10_000, 9_900, 1_000, 0))).isEmpty();
  }

  @Test
  void lessThan99PerCentOfTheTargetRate() {
    assertThat(rules(scheduled(10_000, 9_899, 1_000, 0))).containsExactly("rate");
  }

  @Test
  void aScheduleKeptLate() {
    assertThat(rules(scheduled(10_000, 10_000, 1_001, 0))).containsExactly("schedule_lag");
  }

  @Test
  void drops() {
    assertThat(rules(scheduled(10_000, 9_999, 500, 1))).containsExactly("drops");
  }

  /** What is in flight is looked at just before something is sent: a request may be missed. */
  @Test
  void littlesLawOfAScheduleAllowsForOneRequest() {
    assertThat(rules(inFlight(0.001, 9))).isEmpty();
    assertThat(rules(inFlight(0.001, 7))).containsExactly("littles_law");
  }

  @Test
  void everyRuleIsExplainedToTheReader() {
    assertThat(
            rules(
                new Figures(
                    9_000,
                    50_000,
                    40_000,
                    0,
                    false,
                    0.0,
                    0.5,
                    64,
                    1,
                    10_000,
                    1,
                    64,
                    Optional.of(new ScheduleFigures(10_000, 1, 5_000, 7)))))
        .containsExactlyInAnyOrder(
            "errors",
            "counts",
            "warmup",
            "steal",
            "connections",
            "littles_law",
            "rate",
            "schedule_lag",
            "drops");
  }

  private static Figures scheduled(double target, double achieved, double lag, long drops) {
    return new Figures(
        0,
        50_000,
        50_000,
        0,
        true,
        0.0,
        0.0,
        64,
        64,
        10_000,
        0.0064,
        64,
        Optional.of(new ScheduleFigures(target, achieved, lag, drops)));
  }

  private static Figures inFlight(double latencySeconds, double inFlight) {
    return new Figures(
        0,
        50_000,
        50_000,
        0,
        true,
        0.0,
        0.0,
        64,
        64,
        10_000,
        latencySeconds,
        inFlight,
        Optional.of(new ScheduleFigures(10_000, 10_000, 100, 0)));
  }

  @Test
  void theReasonHoldsTheFigures() {
    assertThat(Validity.check(answers(50_000, 49_000, 0)))
        .extracting(Flag::reason)
        .first()
        .asString()
        .contains("50000", "49000");
  }

  private static Figures errors(long errors) {
    return new Figures(
        errors, 50_000, 50_000, 0, true, 0.0, 0.0, 64, 64, 10_000, 0.0064, 64, Optional.empty());
  }

  private static Figures answers(long client, long server, long unanswered) {
    return new Figures(
        0,
        client,
        server,
        unanswered,
        true,
        0.0,
        0.0,
        64,
        64,
        10_000,
        0.0064,
        64,
        Optional.empty());
  }

  private static java.util.List<String> rules(Figures figures) {
    return Validity.check(figures).stream().map(Flag::rule).toList();
  }
}
