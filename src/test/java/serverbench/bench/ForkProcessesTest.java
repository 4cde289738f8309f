package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class ForkProcessesTest {

  @Test
  void endsAForkAndItsDescendantsAndNothingElse() throws Exception {
    Process other = new ProcessBuilder("sleep", "300").start();
    Process fork =
        new ProcessBuilder(
                "sh",
                "-c",
                // A child that does not listen when it is asked to end.
                "trap '' TERM; sh -c \"trap '' TERM; echo ready; while :; do sleep 1; done\"; wait",
                "org.openjdk.jmh.runner.ForkedMain")
            .start();
    try {
      assertThat(fork.inputReader().readLine()).isEqualTo("ready");
      ProcessHandle child = fork.descendants().findFirst().orElseThrow();

      ForkProcesses.end();

      assertThat(fork.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(child.isAlive()).isFalse();
      assertThat(other.isAlive()).isTrue();
    } finally {
      other.destroyForcibly();
      fork.destroyForcibly();
    }
  }
}
