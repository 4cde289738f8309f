package serverbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTest {

  @Test
  void eachWorkloadIsComparedByWhatItIsAbout() {
    Run run =
        SyntheticRun.small().workloads("keepalive", "latency", "sweep", "idle", "curve").build();
    assertThat(Score.all(RunSummary.of(run)))
        .extracting(score -> score.title() + ": " + score.measure() + " " + score.unit())
        .containsExactly(
            "keepalive: throughput req/s",
            "latency, 50 %: p99 latency ms",
            "latency, 4,000/s: p99 latency ms",
            "sweep, 1 connection: throughput req/s",
            "sweep, 1,024 connections: throughput req/s",
            "idle, 1,000 idle: throughput req/s",
            "idle, 9,000 idle: throughput req/s",
            "curve: highest rate with p99 up to 10 ms req/s");
  }

  @Test
  void bestIsOneAndOthersAreSharesOfIt() {
    Run run = SyntheticRun.small().workloads("keepalive", "latency").build();
    List<Score> scores = Score.all(RunSummary.of(run));
    assertThat(scores.get(0).relative("epoll").orElseThrow()).isEqualTo(1);
    assertThat(scores.get(0).relative("single_process").orElseThrow())
        .isCloseTo(0.25, within(0.03));
    // For latency less is better: the one with the lowest p99 is the best.
    double best = scores.get(1).best().orElseThrow();
    double other = scores.get(1).entries().get("fiber").value().orElseThrow();
    assertThat(other).isGreaterThanOrEqualTo(best);
    assertThat(scores.get(1).relative("fiber").orElseThrow()).isCloseTo(best / other, within(1e-9));
  }

  @Test
  void whyThereIsNoFigureIsSaid() {
    Run run =
        SyntheticRun.of("multi_process", "thread_pool", "epoll", "fiber", "reactor")
            .workloads("idle", "latency", "curve")
            .failing("fiber", "x")
            .notRun("reactor")
            .build();
    List<Score> scores = Score.all(RunSummary.of(run));
    assertThat(scores.get(0).entries().get("thread_pool").absence()).isEqualTo("n/a");
    assertThat(scores.get(0).entries().get("fiber").absence()).isEqualTo("failed");
    assertThat(scores.get(0).entries().get("reactor").absence()).isEqualTo("not run");
    assertThat(scores.get(3).entries().get("multi_process").absence()).isEqualTo("saturated");
    assertThat(scores.get(4).entries().get("multi_process").absence()).isEqualTo("> 10 ms");
    assertThat(scores.get(4).entries().get("epoll").value().orElseThrow()).isGreaterThan(50_000);
    assertThat(scores.get(0).relative("thread_pool")).isEmpty();
  }
}
