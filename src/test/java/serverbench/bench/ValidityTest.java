package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import serverbench.bench.Validity.Figures;
import serverbench.bench.Validity.ScheduleFigures;
import serverbench.results.ForkResult.Flag;

class ValidityTest {

  /** 10,000/s at 6.4 ms with 64 connections: nothing to doubt, until a test changes something. */
  private static final class Seen {
    private long errors;
    private long client = 50_000;
    private long server = 50_000;
    private long unanswered;
    private boolean flat = true;
    private double compiling;
    private double steal;
    private int established = 64;
    private double latencySeconds = 0.0064;
    private double inFlight = 64;
    private ScheduleFigures schedule;

    Figures figures() {
      return new Figures(
          errors,
          client,
          server,
          unanswered,
          flat,
          compiling,
          steal,
          64,
          established,
          10_000,
          latencySeconds,
          inFlight,
          Optional.ofNullable(schedule));
    }
  }

  @Test
  void soundFiguresRaiseNoFlag() {
    assertThat(rules(seen -> {})).isEmpty();
  }

  @Test
  void oneErrorInAThousandIsOneTooMany() {
    assertThat(rules(seen -> seen.errors = 49)).isEmpty();
    assertThat(rules(seen -> seen.errors = 50)).containsExactly("errors");
  }

  @Test
  void theServerMayNotCountLessThanTheClientReceived() {
    assertThat(rules(seen -> seen.server = 49_999)).containsExactly("counts");
  }

  @Test
  void theServerMayCountMoreByWhatTheClientGaveUp() {
    assertThat(rules(seen -> gaveUp(seen, 3, 50_003))).isEmpty();
    assertThat(rules(seen -> gaveUp(seen, 3, 50_004))).containsExactly("counts");
  }

  private static void gaveUp(Seen seen, long unanswered, long server) {
    seen.unanswered = unanswered;
    seen.server = server;
  }

  @Test
  void warmUpThatWasNotFlat() {
    assertThat(rules(seen -> seen.flat = false)).containsExactly("warmup");
  }

  @Test
  void compilersThatTakeTimeAwayWhileMeasuring() {
    assertThat(rules(seen -> seen.compiling = 0.1)).isEmpty();
    assertThat(rules(seen -> seen.compiling = 0.11)).containsExactly("warmup");
  }

  @Test
  void steal() {
    assertThat(rules(seen -> seen.steal = 0.051)).containsExactly("steal");
  }

  @Test
  void stealThatTheHostDoesNotTellIsNoFault() {
    assertThat(rules(seen -> seen.steal = -1)).isEmpty();
  }

  @Test
  void connectionsThatWereNotEstablished() {
    assertThat(rules(seen -> seen.established = 63)).containsExactly("connections");
  }

  @Test
  void littlesLaw() {
    assertThat(rules(seen -> seen.latencySeconds = 0.0058)).isEmpty();
    assertThat(rules(seen -> seen.latencySeconds = 0.0057)).containsExactly("littles_law");
    assertThat(rules(seen -> seen.latencySeconds = 0.0072)).containsExactly("littles_law");
  }

  @Test
  void aScheduleThatWasKeptRaisesNoFlag() {
    assertThat(rules(seen -> seen.schedule = new ScheduleFigures(10_000, 9_900, 1_000, 0, 0)))
        .isEmpty();
  }

  @Test
  void lessThan99PerCentOfTheTargetRate() {
    assertThat(rules(seen -> seen.schedule = new ScheduleFigures(10_000, 9_899, 1_000, 0, 0)))
        .containsExactly("rate");
  }

  @Test
  void aScheduleKeptLate() {
    assertThat(rules(seen -> seen.schedule = new ScheduleFigures(10_000, 10_000, 1_001, 0, 0)))
        .containsExactly("schedule_lag");
  }

  @Test
  void drops() {
    assertThat(rules(seen -> seen.schedule = new ScheduleFigures(10_000, 9_999, 500, 1, 0)))
        .containsExactly("drops");
  }

  @Test
  void requestsThatHadNoAnswerYet() {
    assertThat(rules(seen -> seen.schedule = new ScheduleFigures(10_000, 9_999, 500, 0, 3)))
        .containsExactly("unanswered");
    assertThat(rules(seen -> seen.schedule = new ScheduleFigures(10_000, 9_000, 500, 0, 3)))
        .as("the rate says it")
        .containsExactly("rate");
  }

  /** What is in flight is looked at just before something is sent: a request may be missed. */
  @Test
  void littlesLawOfAScheduleAllowsForOneRequest() {
    assertThat(rules(seen -> onSchedule(seen, 9))).isEmpty();
    assertThat(rules(seen -> onSchedule(seen, 7))).containsExactly("littles_law");
  }

  private static void onSchedule(Seen seen, double inFlight) {
    seen.schedule = new ScheduleFigures(10_000, 10_000, 100, 0, 0);
    seen.latencySeconds = 0.001;
    seen.inFlight = inFlight;
  }

  @Test
  void everyRuleIsExplainedToTheReader() {
    assertThat(rules(ValidityTest::spoilEverything))
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

  private static void spoilEverything(Seen seen) {
    seen.errors = 9_000;
    seen.server = 40_000;
    seen.flat = false;
    seen.steal = 0.5;
    seen.established = 1;
    seen.latencySeconds = 1;
    seen.schedule = new ScheduleFigures(10_000, 1, 5_000, 7, 0);
  }

  @Test
  void theReasonHoldsTheFigures() {
    Seen seen = new Seen();
    seen.server = 49_000;
    assertThat(Validity.check(seen.figures()))
        .extracting(Flag::reason)
        .first()
        .asString()
        .contains("50000", "49000");
  }

  private static List<String> rules(Consumer<Seen> change) {
    Seen seen = new Seen();
    change.accept(seen);
    return Validity.check(seen.figures()).stream().map(Flag::rule).toList();
  }
}
