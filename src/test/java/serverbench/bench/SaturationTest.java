package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SaturationTest {

  @Test
  void aQueueThatGrowsFromSliceToSliceIsSaturation() {
    assertThat(
            Saturation.of(
                List.of(
                    sample(500, List.of(0, 120, 250, 370)),
                    sample(500, List.of(500, 620, 750, 870)))))
        .isTrue();
  }

  @Test
  void aServerThatPausesAndCatchesUpIsNotSaturated() {
    assertThat(
            Saturation.of(
                List.of(sample(800, List.of(0, 0, 0, 150)), sample(1_000, List.of(0, 0, 0, 0)))))
        .isFalse();
  }

  @Test
  void aLongQueueThatIsServedInTimeIsNotSaturation() {
    assertThat(Saturation.of(List.of(sample(1_000, List.of(300, 300, 300, 300))))).isFalse();
  }

  @Test
  void aQueueThatIsFullCannotGrowAnyMore() {
    OpenSample full =
        new OpenSample(1, 1_000, 500, 500, 0, 500, new ArrayList<>(List.of(900, 900, 900, 900)));
    assertThat(Saturation.of(List.of(full))).isTrue();
  }

  private static OpenSample sample(long completed, List<Integer> backlog) {
    return new OpenSample(1, 1_000, completed, 0, 0, completed, new ArrayList<>(backlog));
  }
}
