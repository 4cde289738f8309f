package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.BitSet;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import serverbench.net.Affinity;

class CpuPlacementTest {

  @Test
  void sharedBindsNothing() {
    assertThat(CpuPlacement.parse("shared")).isEqualTo(CpuPlacement.SHARED);
    assertThat(CpuPlacement.SHARED.serverCores(8)).isEqualTo(8);
  }

  @Test
  void readsListsAndRanges() {
    assumeThat(Affinity.supported()).isTrue();
    CpuPlacement placement = CpuPlacement.parse("server=0,client=0-1");
    assertThat(placement.server().stream()).containsExactly(0);
    assertThat(placement.client().stream()).containsExactly(0, 1);
    assertThat(placement.serverCores(8)).isEqualTo(1);
    assertThat(CpuPlacement.parse(placement.text())).isEqualTo(placement);
  }

  @Test
  void refusesWhatItCannotDo() {
    assumeThat(Affinity.supported()).isTrue();
    for (String text :
        new String[] {"half", "server=0", "server=1-0,client=0", "server=,client="}) {
      assertThatThrownBy(() -> CpuPlacement.parse(text))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> CpuPlacement.parse("server=1023,client=0"))
        .hasMessageContaining("1023");
  }

  /** In a thread of its own, so that the test's own thread stays free. */
  @Test
  void threadsInheritTheCoresOfTheirMaker() throws Exception {
    assumeThat(Affinity.supported()).isTrue();
    FutureTask<BitSet> child = new FutureTask<>(Affinity::ofThisThread);
    FutureTask<Void> maker =
        new FutureTask<>(
            () -> {
              CpuPlacement.parse("server=0,client=0").enterServer();
              Thread.ofPlatform().start(child);
              return null;
            });
    Thread.ofPlatform().start(maker);
    maker.get();
    assertThat(child.get().stream()).containsExactly(0);
  }
}
