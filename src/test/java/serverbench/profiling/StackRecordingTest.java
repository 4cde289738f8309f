package serverbench.profiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of this JVM, with a thread at work. */
class StackRecordingTest {

  private static final Duration TIME = Duration.ofSeconds(1);

  @TempDir private Path folder;
  private volatile boolean done;
  private volatile double result;

  @Test
  void namesWhatIsAtWork() throws Exception {
    assertSeen(atWork(pid -> StackRecording.of(List.of(pid), TIME, folder).getFirst()));
  }

  @Test
  void flightRecorderDoesWhereNothingElseMay() throws Exception {
    assertSeen(
        atWork(
            pid ->
                StackRecording.flightRecorder(
                    pid, TIME, "", folder.resolve("stacks.txt"), List.of("a reason"))));
  }

  @Test
  void saysWhyThereIsNone() throws Exception {
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      assertThatThrownBy(() -> StackRecording.of(List.of(other.pid()), TIME, folder))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("jcmd");
    } finally {
      other.destroyForcibly();
    }
  }

  /** In the file of stacks, in the shares, and in the graph. */
  private void assertSeen(StackRecording recording) throws Exception {
    assertThat(recording.how()).isNotEmpty();
    assertThat(Files.readString(recording.stacks())).contains("workThatIsSeen");
    assertThat(CpuShares.of(List.of(recording), 1).shares())
        .extracting(CpuShares.Share::kind)
        .contains("Java: serverbench.profiling");
    recording.draw("a title", folder);
    assertThat(Files.readString(folder.resolve("flame.html")))
        .contains("a title", "workThatIsSeen")
        .contains("</html>");
  }

  private interface Look {
    StackRecording at(long pid) throws Exception;
  }

  private StackRecording atWork(Look look) throws Exception {
    Thread worker = Thread.ofPlatform().start(this::workThatIsSeen);
    try {
      return look.at(ProcessHandle.current().pid());
    } finally {
      done = true;
      worker.join();
    }
  }

  private void workThatIsSeen() {
    double sum = 0;
    for (long i = 1; !done; i++) {
      sum += Math.sqrt(i);
    }
    result = sum;
  }
}
