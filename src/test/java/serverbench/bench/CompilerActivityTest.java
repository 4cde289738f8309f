package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CompilerActivityTest {

  private static final long SECOND = 1_000_000_000L;

  private final AtomicLong millis = new AtomicLong(7_000);
  private final CompilerActivity activity = new CompilerActivity(2, millis::get);

  @Test
  void sharesAreOfTheTimeBetweenTheMarks() {
    activity.mark(0);
    assertThat(activity.share()).isZero();
    millis.addAndGet(1_500);
    activity.mark(SECOND);
    assertThat(activity.share()).isCloseTo(1.5, within(1e-9));
    millis.addAndGet(500);
    activity.mark(2 * SECOND);
    assertThat(activity.share()).isCloseTo(1.0, within(1e-9));
  }

  @Test
  void forgetsWhatLiesBeforeItsSpan() {
    activity.mark(0);
    millis.addAndGet(2_000);
    activity.mark(SECOND);
    activity.mark(2 * SECOND);
    activity.mark(3 * SECOND);
    assertThat(activity.share()).isZero();
  }
}
