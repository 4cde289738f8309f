package serverbench.profiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serverbench.profiling.CpuShares.Share;

class CpuSharesTest {

  private static final Optional<Duration> MILLISECOND = Optional.of(Duration.ofMillis(1));

  @TempDir private Path folder;

  @Test
  void countsEachSampleOnce() throws IOException {
    CpuShares shares = new CpuShares();
    shares.add(
        recording("[a tid=1];x/Y.z_[j];__x64_sys_read_[k] 30\n[b tid=2];x/Y.z_[j] 60", MILLISECOND),
        1_000);
    // Another process, recorded while the server answered three times as many.
    shares.add(recording("[a tid=1];x/Y.z_[j];__x64_sys_read_[k] 10", MILLISECOND), 3_000);
    assertThat(shares.samples()).isEqualTo(100);
    assertThat(shares.shares())
        .extracting(Share::kind, Share::samples)
        .containsExactly(tuple("Java: x", 60L), tuple("kernel: read", 40L));
    Share read = shares.shares().getLast();
    assertThat(read.share()).isCloseTo(0.4, within(1e-9));
    assertThat(read.micros().orElseThrow()).isCloseTo(40_000 / 2_000.0, within(1e-9));
    Share all = shares.together("all", shares.shares());
    assertThat(all.share()).isCloseTo(1, within(1e-9));
    assertThat(all.micros().orElseThrow()).isCloseTo(50, within(1e-9));
  }

  @Test
  void tellsNoTimeWhereSamplesStandForNone() throws IOException {
    CpuShares shares = new CpuShares();
    shares.add(recording("[a];x.Y.z_[j] 7", Optional.empty()), 1_000);
    assertThat(shares.shares()).containsExactly(new Share("Java: x", 7, 1, Optional.empty()));
  }

  @Test
  void nothingSeenIsNothing() throws IOException {
    CpuShares shares = new CpuShares();
    shares.add(recording("", MILLISECOND), 0);
    assertThat(shares.shares()).isEmpty();
    assertThat(shares.together("all", List.of()).share()).isZero();
  }

  @Test
  void saysWhichFileIsBroken() throws IOException {
    StackRecording broken = recording("what is this", MILLISECOND);
    assertThatThrownBy(() -> new CpuShares().add(broken, 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(broken.stacks().toString());
  }

  private StackRecording recording(String stacks, Optional<Duration> interval) throws IOException {
    Path file = Files.createTempFile(folder, "stacks", ".txt");
    Files.writeString(file, stacks);
    return new StackRecording(file, "by hand", interval, List.of());
  }
}
