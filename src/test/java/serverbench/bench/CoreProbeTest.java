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
class CoreProbeTest {

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
  void twoCoresAreSomeWayApartAndTakeTheirTime() throws Exception {
    assumeThat(Affinity.supported()).isTrue();
    BitSet before = Affinity.ofThisThread();
    assumeThat(before.cardinality()).isGreaterThan(1);
    try (CoreProbe cores = CoreProbe.between(CpuPlacement.SHARED)) {
      cores.start();
      cores.count(true);
      awaitAll(cores);
      cores.count(false);
      assertThat(cores.roundTripNanos()).isPositive();
      assertThat(cores.workNanos()).isPositive();
      assertThat(threads()).isEqualTo(2);
      assertThat(Affinity.ofThisThread()).isEqualTo(before);
    }
  }

  @Test
  void whatIsNotCountedIsNotSeen() throws Exception {
    assumeThat(Affinity.supported()).isTrue();
    assumeThat(Affinity.ofThisThread().cardinality()).isGreaterThan(1);
    try (CoreProbe cores = CoreProbe.between(CpuPlacement.SHARED);
        CoreProbe other = CoreProbe.between(CpuPlacement.SHARED)) {
      cores.start();
      other.start();
      other.count(true);
      awaitAll(other);
      assertThat(cores.roundTripNanos()).isEqualTo(CoreProbe.UNKNOWN);
      assertThat(cores.workNanos()).isEqualTo(CoreProbe.UNKNOWN);
    }
  }

  @Test
  void oneCoreIsNowhereApart() throws Exception {
    assumeThat(Affinity.supported()).isTrue();
    try (CoreProbe cores = CoreProbe.between(CpuPlacement.parse("server=0,client=0"))) {
      cores.start();
      cores.count(true);
      assertThat(threads()).isZero();
      assertThat(cores.roundTripNanos()).isEqualTo(CoreProbe.UNKNOWN);
      assertThat(cores.workNanos()).isEqualTo(CoreProbe.UNKNOWN);
    }
  }

  @Test
  void aCoreThatIsNotThereGivesNothing() throws Exception {
    assumeThat(Affinity.supported()).isTrue();
    BitSet first = new BitSet();
    first.set(0);
    BitSet missing = new BitSet();
    missing.set(1_023);
    try (CoreProbe cores = CoreProbe.between(new CpuPlacement("half", first, missing))) {
      cores.start();
      cores.count(true);
      // The answerer ends at once; the caller goes on and gets no answer.
      while (threads() != 1) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
      while (cores.workNanos() == CoreProbe.UNKNOWN) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
      assertThat(cores.roundTripNanos()).isEqualTo(CoreProbe.UNKNOWN);
    }
  }

  private static void awaitAll(CoreProbe cores) {
    while (cores.roundTripNanos() == CoreProbe.UNKNOWN || cores.workNanos() == CoreProbe.UNKNOWN) {
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("jmh-core"))
        .count();
  }
}
