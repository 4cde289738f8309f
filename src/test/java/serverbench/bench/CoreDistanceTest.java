package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.BitSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import serverbench.net.Affinity;

@Timeout(60)
class CoreDistanceTest {

  private static final long LOOK_NANOS = 10_000_000;

  /** Trials of other tests end theirs without waiting for it. */
  @BeforeEach
  @AfterEach
  @Timeout(60)
  void untilNoneIsLeft() {
    while (threads() > 0) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  @Test
  void twoCoresAreSomeWayApart() throws Exception {
    assumeThat(Affinity.supported()).isTrue();
    BitSet before = Affinity.ofThisThread();
    assumeThat(before.cardinality()).isGreaterThan(1);
    try (CoreDistance cores = CoreDistance.between(CpuPlacement.SHARED)) {
      cores.start();
      double first = seen(cores);
      assertThat(first).isPositive();
      assertThat(seen(cores)).as("it goes on looking").isPositive();
      assertThat(threads()).isEqualTo(2);
      assertThat(Affinity.ofThisThread()).isEqualTo(before);
    }
  }

  @Test
  void oneCoreIsNowhereApart() throws Exception {
    assumeThat(Affinity.supported()).isTrue();
    try (CoreDistance cores = CoreDistance.between(CpuPlacement.parse("server=0,client=0"))) {
      cores.start();
      assertThat(threads()).isZero();
      assertThat(cores.takeMean()).isEqualTo(CoreDistance.UNKNOWN);
    }
  }

  @Test
  void aCoreThatIsNotThereGivesNothing() throws Exception {
    assumeThat(Affinity.supported()).isTrue();
    BitSet first = new BitSet();
    first.set(0);
    BitSet missing = new BitSet();
    missing.set(1_023);
    try (CoreDistance cores = CoreDistance.between(new CpuPlacement("half", first, missing))) {
      cores.start();
      // The answerer ends at once; the caller goes on and gets no answer.
      while (threads() != 1) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
      assertThat(cores.takeMean()).isEqualTo(CoreDistance.UNKNOWN);
    }
  }

  private static double seen(CoreDistance cores) {
    while (true) {
      double mean = cores.takeMean();
      if (mean != CoreDistance.UNKNOWN) {
        return mean;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("jmh-core"))
        .count();
  }
}
