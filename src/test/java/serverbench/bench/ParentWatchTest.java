package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ParentWatchTest {

  @Test
  void theEndOfTheParentsPipeIsTheSignAndNothingElse() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    try (PipedOutputStream parent = new PipedOutputStream()) {
      ParentWatch.start(new PipedInputStream(parent), gone::countDown);
      parent.write("not yet".getBytes());
      parent.flush();
      assertThat(gone.await(100, TimeUnit.MILLISECONDS)).isFalse();
    }
    assertThat(gone.await(30, TimeUnit.SECONDS)).isTrue();
  }
}
