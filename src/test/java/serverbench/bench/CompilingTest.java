package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import serverbench.measure.Side;
import serverbench.measure.Usage;

class CompilingTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void theCompilersShareCountsWhereTheCoresAreBusy() {
    assertThat(ForkReading.compiling(usage(SECOND, SECOND / 2, SECOND / 4), 2))
        .isCloseTo(0.125, within(1e-9));
  }

  @Test
  void whatNobodyElseWantedIsNothingLost() {
    assertThat(ForkReading.compiling(usage(SECOND / 100, SECOND / 100, SECOND / 2), 2)).isZero();
  }

  private static Usage usage(long server, long client, long compilers) {
    return new Usage(SECOND, server, Map.of(Side.CLIENT, client, Side.JIT, compilers), 0, 0, 0);
  }
}
