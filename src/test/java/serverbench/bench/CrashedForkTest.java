package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * However the server takes its fork down, what is left is a failure that says why; that the run
 * goes on after one is {@link CampaignTest}'s.
 */
@Timeout(120)
class CrashedForkTest {

  @ParameterizedTest
  @CsvSource({
    "throws, the port is on fire",
    "fails, too deep for the server",
    "exits, VM prematurely exited",
    "is killed, the fork was killed by signal 9"
  })
  void theCauseIsTold(String how, String cause) {
    System.setProperty("jmh.ignoreLock", "true");
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    Throwable failure =
        catchThrowable(
            () ->
                new Runner(
                        new OptionsBuilder()
                            .include(CrashingBenchmark.class.getName())
                            .param("how", how)
                            .forks(1)
                            .jvmArgs("-Xmx64m", "-XX:TieredStopAtLevel=1")
                            .shouldFailOnError(true)
                            .build(),
                        new ForkOutput(
                            new PrintStream(log, true, StandardCharsets.UTF_8),
                            new RecordedProgress()))
                    .run());

    assertThat(failure).isInstanceOf(RunnerException.class);
    assertThat(ForkFailure.of(failure).getMessage()).contains(cause);
    assertThat(ForkFailure.of(failure).getMessage()).doesNotContain("\n");
  }
}
