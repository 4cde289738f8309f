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
import serverbench.bench.Workload;
import serverbench.profiling.CpuShares.Share;

class CpuSharesTest {

  private static final Optional<Duration> MILLISECOND = Optional.of(Duration.ofMillis(1));

  @TempDir private Path folder;

  @Test
  void countsEachSampleOnce() throws IOException {
    CpuShares shares =
        CpuShares.of(
            List.of(
                recording(
                    "[a tid=1];x/Y.z_[j];__x64_sys_read_[k] 30\n[b tid=2];x/Y.z_[j] 60",
                    MILLISECOND),
                recording("[a tid=1];x/Y.z_[j];__x64_sys_read_[k] 10", MILLISECOND)),
            2_000);
    assertThat(shares.samples()).isEqualTo(100);
    assertThat(shares.shares())
        .extracting(Share::kind, Share::samples)
        .containsExactly(tuple("Java: x", 60L), tuple("kernel: read", 40L));
    Share read = shares.shares().getLast();
    assertThat(read.share()).isCloseTo(0.4, within(1e-9));
    assertThat(read.micros().orElseThrow()).isCloseTo(40_000 / 2_000.0, within(1e-9));
    Share all = shares.all();
    assertThat(all.share()).isCloseTo(1, within(1e-9));
    assertThat(all.micros().orElseThrow()).isCloseTo(50, within(1e-9));
  }

  @Test
  void tellsNoTimeWhereSamplesStandForNone() throws IOException {
    CpuShares shares = CpuShares.of(List.of(recording("[a];x.Y.z_[j] 7", Optional.empty())), 1_000);
    assertThat(shares.shares()).containsExactly(new Share("Java: x", 7, 1, Optional.empty()));
  }

  @Test
  void nothingSeenIsNothing() throws IOException {
    CpuShares shares = CpuShares.of(List.of(recording("", MILLISECOND)), 0);
    assertThat(shares.shares()).isEmpty();
    assertThat(shares.all().share()).isZero();
  }

  @Test
  void saysWhichFileIsBroken() throws IOException {
    StackRecording broken = recording("what is this", MILLISECOND);
    assertThatThrownBy(() -> CpuShares.of(List.of(broken), 1))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(broken.stacks().toString());
  }

  @Test
  void aTableNamesWhatMatters() throws IOException {
    CpuShares shares =
        CpuShares.of(
            List.of(
                recording(
                    "[a];x.Y.z_[j] 30\n[a];x.Y.z_[j];__x64_sys_read_[k] 67\n[a];v.W.z_[j] 3",
                    MILLISECOND)),
            2_000);
    assertThat(
            Profile.table(List.of(profile("epoll:et", shares, 0), profile("x", shares, 8))).lines())
        .containsExactly(
            "| server | CPU us a request | sampled | what takes 5 % of that or more |",
            "|:---|---:|---:|:---|",
            "| epoll:et | 62.5 | 80 % | kernel: read 67 %; Java: x 30 % |",
            "| x, without its children | 62.5 | 80 % | kernel: read 67 %; Java: x 30 % |");
  }

  private static Profile profile(String label, CpuShares shares, int shortLived) {
    return new Profile(label, Workload.close, Duration.ofSeconds(1), 9, 62.5, shares, shortLived);
  }

  private StackRecording recording(String stacks, Optional<Duration> interval) throws IOException {
    Path file = Files.createTempFile(folder, "stacks", ".txt");
    Files.writeString(file, stacks);
    return new StackRecording("", file, "by hand", interval, List.of());
  }
}
