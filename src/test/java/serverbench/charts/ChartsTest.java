package serverbench.charts;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import serverbench.results.SyntheticRun;

class ChartsTest {
  @Test
  void draft() throws Exception {
    Charts.writeAll(
        SyntheticRun.small()
            .profile("smoke")
            .forks(1)
            .flagged("epoll", "client_limited", "x")
            .build(),
        Path.of("/tmp/wt-results-out/small"));
    Charts.writeAll(
        SyntheticRun.everything()
            .failing("multi_process", "no answer for 10 s, 64 requests outstanding")
            .notRun("pipeline")
            .flagged("epoll", "client_limited", "x")
            .flagged("epoll", "warmup", "x")
            .flagged("actor", "errors", "x")
            .build(),
        Path.of("/tmp/wt-results-out/all"));
  }
}
