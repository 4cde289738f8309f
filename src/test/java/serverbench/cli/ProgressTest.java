package serverbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import serverbench.bench.Progress;
import serverbench.bench.SilentProgress;

class ProgressTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private Instant now = Instant.EPOCH;

  @Test
  void logHasOneLineForTheStartAndOneForTheEndOfAFork() {
    campaign(new LogProgress(out, () -> now));
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "2 forks, about 20 s",
            "[1/2] epoll keepalive: started (round 1)",
            "[1/2] epoll keepalive: 84,123 requests/s (elapsed 30 s, about 13 s to go)",
            "[2/2] fiber keepalive: started (round 1)",
            "[2/2] fiber keepalive: FAILED: port lost (elapsed 1 m 00 s, about 0 s to go)");
  }

  @Test
  void terminalLineNamesModelPhaseAndScoreAndKeepsFailures() {
    campaign(new LiveProgress(out, 160, () -> now));
    String drawn = bytes.toString(StandardCharsets.UTF_8);
    assertThat(drawn).contains("2/2 ", "\r", "fiber keepalive", "last 84,123 requests/s");
    assertThat(drawn.lines()).anyMatch(line -> line.contains("fiber keepalive FAILED: port lost"));
    assertThat(drawn.split("[\r\n]"))
        .as("a line longer than the terminal would wrap and pile up")
        .allMatch(line -> line.length() < 160);
  }

  @Test
  void quietSaysNothing() {
    campaign(new SilentProgress());
    assertThat(bytes.size()).isZero();
  }

  private void campaign(Progress progress) {
    progress.begin(2, Duration.ofSeconds(20));
    progress.forkStarted(0, "epoll", "keepalive", 0);
    progress.phase("warm-up");
    progress.score(80_000);
    now = now.plusSeconds(30);
    progress.forkFinished(0, 84_123.4, null);
    progress.forkStarted(1, "fiber", "keepalive", 0);
    progress.phase("start");
    now = now.plusSeconds(30);
    progress.forkFinished(1, 0, "port lost");
    progress.end();
  }
}
