package serverbench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SnapshotTest {

  private static final ChildrenSample NO_CHILDREN = new ChildrenSample(0, 0, 0, 0);

  @Test
  void whatIsNotKnownToBeSomethingElseIsTheServers() {
    Snapshot before =
        snapshot(1_000, 50, Map.of(1, thread(Side.CLIENT, 100, 10), 2, thread(Side.GC, 30, 1)));
    Snapshot after =
        snapshot(9_000, 90, Map.of(1, thread(Side.CLIENT, 3_100, 25), 2, thread(Side.GC, 230, 2)));
    Usage usage = after.minus(before);

    assertThat(usage.cpuNanos(Side.CLIENT)).isEqualTo(3_000);
    assertThat(usage.cpuNanos(Side.GC)).isEqualTo(200);
    assertThat(usage.cpuNanos(Side.JIT)).isZero();
    assertThat(usage.cpuNanos(Side.SERVER)).isEqualTo(8_000 - 3_000 - 200);
    assertThat(usage.serverContextSwitches()).isEqualTo(40 - 15 - 1);
  }

  @Test
  void aThreadThatCameInBetweenCountsFromItsBeginning() {
    Usage usage =
        snapshot(5_000, 9, Map.of(7, thread(Side.JIT, 400, 3))).minus(snapshot(1_000, 1, Map.of()));
    assertThat(usage.cpuNanos(Side.JIT)).isEqualTo(400);
    assertThat(usage.cpuNanos(Side.SERVER)).isEqualTo(3_600);
  }

  @Test
  void aThreadIdThatWasGivenAgainCountsFromItsBeginning() {
    Usage usage =
        snapshot(5_000, 9, Map.of(7, thread(Side.CLIENT, 400, 3)))
            .minus(snapshot(1_000, 1, Map.of(7, thread(Side.GC, 900, 3))));
    assertThat(usage.cpuNanos(Side.CLIENT)).isEqualTo(400);
    assertThat(usage.cpuNanos(Side.GC)).isZero();
  }

  @Test
  void childProcessesAreTheServers() {
    Snapshot before = snapshot(1_000, 1, Map.of());
    Snapshot after =
        new Snapshot(
            2,
            1_500,
            5,
            Map.of(),
            1,
            new ChildrenSample(70_000, 6, 2, 4_096),
            0,
            0,
            0,
            new HostCpu(200, 10));
    assertThat(after.minus(before).cpuNanos(Side.SERVER)).isEqualTo(70_500);
    assertThat(after.minus(before).serverContextSwitches()).isEqualTo(10);
    assertThat(after.minus(before).stealFraction()).isEqualTo(0.1);
  }

  @Test
  void unknownStaysUnknown() {
    Snapshot nothing =
        new Snapshot(1, -1, -1, Map.of(), -1, ChildrenSample.UNKNOWN, -1, -1, -1, HostCpu.UNKNOWN);
    Usage usage = nothing.minus(nothing);
    assertThat(usage.cpuNanos(Side.SERVER)).isEqualTo(-1);
    assertThat(usage.cpuNanos(Side.CLIENT)).isEqualTo(-1);
    assertThat(usage.serverContextSwitches()).isEqualTo(-1);
    assertThat(usage.serverAllocatedBytes()).isEqualTo(-1);
    assertThat(usage.stealFraction()).isEqualTo(-1);
    assertThat(usage.plus(usage).cpuNanos(Side.SERVER)).isEqualTo(-1);
  }

  @Test
  void spansAddUp() {
    Usage one = new Usage(100, 10, Map.of(Side.CLIENT, 5L), 3, 7, 0.0);
    Usage two = new Usage(300, 20, Map.of(Side.CLIENT, 6L, Side.GC, 1L), 4, 8, 0.4);
    Usage both = one.plus(two);
    assertThat(both.wallNanos()).isEqualTo(400);
    assertThat(both.cpuNanos(Side.SERVER)).isEqualTo(30);
    assertThat(both.cpuNanos(Side.CLIENT)).isEqualTo(11);
    assertThat(both.cpuNanos(Side.GC)).isEqualTo(1);
    assertThat(both.stealFraction()).isEqualTo(0.3, org.assertj.core.api.Assertions.within(1e-12));
  }

  private static ThreadSample thread(Side side, long cpuNanos, long switches) {
    return new ThreadSample(side, cpuNanos, switches);
  }

  private static Snapshot snapshot(long cpuNanos, long switches, Map<Integer, ThreadSample> known) {
    return new Snapshot(1, cpuNanos, switches, known, 1, NO_CHILDREN, 0, 0, 0, new HostCpu(100, 0));
  }
}
