package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ForkOutputTest {

  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final RecordedProgress progress = new RecordedProgress();
  private final ForkOutput output =
      new ForkOutput(new PrintStream(log, true, StandardCharsets.UTF_8), progress);

  @Test
  void phasesReachTheProgressAndEverythingTheLog() {
    output.println("# JMH says hello");
    output.write("# phase: war".getBytes(StandardCharsets.UTF_8));
    assertThat(progress.events).isEmpty();
    output.write("m-up\n# warm-up: 2 s\n".getBytes(StandardCharsets.UTF_8));
    assertThat(progress.events).containsExactly("phase warm-up");
    assertThat(log.toString(StandardCharsets.UTF_8))
        .isEqualTo("# JMH says hello\n# phase: warm-up\n# warm-up: 2 s\n");
  }

  @Test
  void whatJmhRepeatsOfADeadForkIsNoPhase() {
    output.println("# phase: start");
    output.println("<forked VM failed with exit code 134>");
    output.println("# phase: start");
    assertThat(progress.events).containsExactly("phase start");
  }

  @Test
  void closingLeavesTheLogOpenForTheNextFork() {
    output.close();
    output.println("more");
    assertThat(log.toString(StandardCharsets.UTF_8)).isEqualTo("more\n");
  }
}
