package serverbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import serverbench.results.Comparison.Verdict;

class ComparisonTest {

  private static final SyntheticRun BASE = SyntheticRun.small().forks(5).forkNoise(0.01);

  private static SyntheticRun head() {
    return SyntheticRun.small().forks(5).forkNoise(0.01).seed(2);
  }

  private static Comparison.Change change(Comparison comparison, String model, Measure measure) {
    return comparison.points().getFirst().rows().stream()
        .filter(row -> row.base().model().name().equals(model))
        .findFirst()
        .orElseThrow()
        .changes()
        .get(measure);
  }

  @Test
  void tellsWhatBecameWorseAndWhatBetter() {
    Comparison comparison =
        Comparison.of(BASE.build(), head().capacity("epoll", 0.8).capacity("fiber", 1.3).build());
    Comparison.Change epoll = change(comparison, "epoll", Measure.THROUGHPUT);
    assertThat(epoll.verdict()).isEqualTo(Verdict.WORSE);
    assertThat(epoll.ratio().orElseThrow().value()).isBetween(0.77, 0.83);
    assertThat(epoll.ratio().orElseThrow().value())
        .isBetween(
            epoll.ratio().get().interval().orElseThrow().low(),
            epoll.ratio().get().interval().orElseThrow().high());
    assertThat(epoll.base().getAsDouble()).isGreaterThan(epoll.head().getAsDouble());
    // Lower is better: less capacity makes a higher latency.
    assertThat(change(comparison, "epoll", Measure.P99).verdict()).isEqualTo(Verdict.WORSE);
    assertThat(change(comparison, "fiber", Measure.THROUGHPUT).verdict()).isEqualTo(Verdict.BETTER);
    assertThat(change(comparison, "fiber", Measure.P99).verdict()).isEqualTo(Verdict.BETTER);
    assertThat(comparison.count(Measure.THROUGHPUT, Verdict.NO_DIFFERENCE)).isPositive();
    assertThat(comparison.unlike()).isEmpty();
    assertThat(comparison.oneSided()).isEmpty();
  }

  @Test
  void aLimitOfTheClientIsNoDifferenceOfTheServer() {
    Comparison comparison =
        Comparison.of(
            BASE.build(),
            head().capacity("epoll", 0.8).flagged("epoll", "client_limited", "93 %").build());
    assertThat(change(comparison, "epoll", Measure.THROUGHPUT).verdict())
        .isEqualTo(Verdict.CLIENT_LIMITED);
    assertThat(change(comparison, "epoll", Measure.SERVER_CPU).verdict()).isEqualTo(Verdict.WORSE);
  }

  @Test
  void fewForksFailuresAndSchedulesHaveNoVerdict() {
    Comparison few = Comparison.of(BASE.build(), head().forks(2).build());
    assertThat(change(few, "epoll", Measure.THROUGHPUT).verdict()).isEqualTo(Verdict.NO_INTERVAL);
    Comparison failed = Comparison.of(BASE.build(), head().failing("epoll", "x").build());
    assertThat(change(failed, "epoll", Measure.P99).verdict()).isEqualTo(Verdict.NO_FIGURE);
    assertThat(failed.unlike()).singleElement().asString().contains("head: Failed: 5 of 30");
    Comparison open =
        Comparison.of(
            SyntheticRun.small().workloads("latency").build(),
            SyntheticRun.small().workloads("latency").seed(2).build());
    assertThat(change(open, "epoll", Measure.THROUGHPUT).ratio()).isEmpty();
    assertThat(change(open, "epoll", Measure.P99).ratio()).isPresent();
  }

  @Test
  void latenciesAtDifferentRatesAreNotComparedWithAVerdict() {
    // The first point is a share of what the model can do: a slower head gets a lower rate there.
    Comparison open =
        Comparison.of(
            SyntheticRun.small().workloads("latency").forks(5).forkNoise(0.01).build(),
            SyntheticRun.small()
                .workloads("latency")
                .forks(5)
                .forkNoise(0.01)
                .capacity("epoll", 0.8)
                .seed(2)
                .build());
    assertThat(change(open, "epoll", Measure.P99).verdict()).isEqualTo(Verdict.OTHER_RATE);
    Comparison.Row fixed =
        open.points().getLast().rows().stream()
            .filter(row -> row.base().model().name().equals("epoll"))
            .findFirst()
            .orElseThrow();
    assertThat(fixed.changes().get(Measure.P99).verdict()).isNotEqualTo(Verdict.OTHER_RATE);
  }

  @Test
  void saysWhatElseDiffers() {
    Run head = head().jdk("Other 26").profile("full").status(Run.Status.PARTIAL).build();
    assertThat(Comparison.of(BASE.build(), head).unlike())
        .contains(
            "Another JDK: Eclipse Temurin 25.0.1+8 (base), Other 26 (head).",
            "Another profile: standard (base), full (head).")
        .anyMatch(sentence -> sentence.startsWith("The head: Partial run"));
    assertThat(Comparison.of(head, head).unlike())
        .first()
        .asString()
        .startsWith("Both are the same");
  }

  @Test
  void anOlderSchemaIsComparedAndNamed() throws IOException {
    Run old = RunJson.read(Path.of("src/test/resources/serverbench/results/run-schema-1.json"));
    Comparison comparison = Comparison.of(old, BASE.build());
    assertThat(comparison.unlike()).contains("Another schema of run.json: 1 (base), 2 (head).");
    assertThat(change(comparison, "epoll", Measure.THROUGHPUT).ratio()).isPresent();
  }

  @Test
  void whatOnlyOneHasIsNamedAndNotCompared() {
    Run base = SyntheticRun.of("epoll", "poll").workloads("keepalive", "close").build();
    Run head = SyntheticRun.of("epoll", "fiber").workloads("keepalive").seed(2).build();
    Comparison comparison = Comparison.of(base, head);
    assertThat(comparison.points()).hasSize(1);
    assertThat(comparison.points().getFirst().rows()).hasSize(1);
    assertThat(comparison.oneSided())
        .containsExactly(
            "Not compared, models only in the base: poll.",
            "Not compared, models only in the head: fiber.",
            "Not compared, workloads only in the base: close.");
  }
}
