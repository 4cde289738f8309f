package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import serverbench.results.Soak;
import serverbench.results.Soak.Verdict;

/**
 * Short soaks of a real server in a process of its own, one as it is and one with leaks planted.
 */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class SoakCampaignTest {

  @TempDir private Path folder;

  @Test
  void aServerThatKeepsNothingIsClean() throws Exception {
    Soak soak = soak("nothing");
    assertThat(soak.findings()).as(soak.examples()).allMatch(Verdict::ok);
    assertThat(soak.ok()).isTrue();
    assertThat(soak.samples()).hasSizeBetween(2, 3);
    assertThat(soak.answers()).isPositive();
    assertThat(soak.attacks()).isPositive();
    assertThat(soak.wrongAnswers()).isZero();
  }

  @Test
  void filesThreadsAndObjectsThatAreKeptAreFound() throws Exception {
    Soak soak = soak("everything");
    assertThat(soak.findings())
        .filteredOn(finding -> !finding.ok())
        .extracting(Verdict::subject)
        .contains("open files", "threads", "live heap");
    assertThat(soak.ok()).isFalse();
  }

  private Soak soak(String kept) throws Exception {
    SoakPlan plan =
        new SoakPlan(
            "epoll",
            List.of(LeakingServer.class.getName(), kept),
            Duration.ofSeconds(3),
            Duration.ofSeconds(6),
            folder,
            "soak epoll",
            1);
    return new SoakCampaign(plan, line -> {}).run();
  }
}
