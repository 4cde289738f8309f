package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkException;
import org.openjdk.jmh.runner.RunnerException;

class ForkFailureTest {

  @Test
  void findsTheFirstCauseUnderJmhsWrapping() {
    Exception fault = new IllegalStateException("no correct answer for 10 s:\n  64 wait");
    ForkFailure failure =
        ForkFailure.of(new RunnerException("caught", new BenchmarkException(fault)));
    assertThat(failure).hasMessage("no correct answer for 10 s: 64 wait");
    assertThat(failure.killed()).isFalse();
  }

  @Test
  void namesTheTypeWhereThereIsNoMessage() {
    assertThat(ForkFailure.of(new NullPointerException()))
        .hasMessage("java.lang.NullPointerException");
  }

  @Test
  void knowsAForkThatWasKilled() {
    Exception exit = new IllegalStateException("Forked VM failed with exit code 143");
    assertThat(ForkFailure.of(new BenchmarkException(exit)).killed()).isTrue();
    Exception crash = new IllegalStateException("Forked VM failed with exit code 134");
    assertThat(ForkFailure.of(new BenchmarkException(crash)).killed()).isFalse();
  }
}
