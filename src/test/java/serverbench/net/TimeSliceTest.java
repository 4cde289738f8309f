package serverbench.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class TimeSliceTest {

  /** The kernel's own word, where it is built to give it. */
  private static final Pattern SLICE = Pattern.compile("se\\.slice\\s*:\\s*(\\d+)");

  @Test
  void theKernelTellsTheSliceThatWasAskedFor() throws Exception {
    Assumptions.assumeTrue(
        inOwnThread(() -> TimeSlice.ofThisThread(TimeSlice.SHORTEST)), "no slices on this kernel");
    assertThat(inOwnThread(() -> TimeSlice.ofThisThread(Duration.ofMillis(7)))).isTrue();
    String sched =
        inOwnThread(
            () -> {
              TimeSlice.ofThisThread(TimeSlice.SHORTEST);
              Path file = Path.of("/proc/thread-self/sched");
              return Files.exists(file) ? Files.readString(file) : "";
            });
    Matcher slice = SLICE.matcher(sched);
    Assumptions.assumeTrue(slice.find(), "this kernel does not show slices");
    assertThat(Long.parseLong(slice.group(1))).isEqualTo(TimeSlice.SHORTEST.toNanos());
  }

  /** Less than the kernel's least is raised by it, so it is not what was asked for. */
  @Test
  void saysSoWhenItIsAnotherSlice() throws Exception {
    assertThat(inOwnThread(() -> TimeSlice.ofThisThread(Duration.ofNanos(1_000)))).isFalse();
  }

  private static <T> T inOwnThread(Callable<T> action) throws Exception {
    FutureTask<T> task = new FutureTask<>(action);
    Thread thread = new Thread(task);
    thread.start();
    return task.get();
  }
}
