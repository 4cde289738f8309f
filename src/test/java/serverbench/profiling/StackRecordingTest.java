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
    assertSeen(atWork(pid -> StackRecording.of(pid, TIME, stacks())));
  }

  @Test
  void flightRecorderDoesWhereNothingElseMay() throws Exception {
    assertSeen(
        atWork(pid -> StackRecording.flightRecorder(pid, TIME, stacks(), List.of("a reason"))));
  }

  @Test
  void saysWhyThereIsNone() throws Exception {
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      assertThatThrownBy(() -> StackRecording.of(other.pid(), TIME, stacks()))
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
    CpuShares shares = new CpuShares();
    shares.add(recording, 1);
    assertThat(shares.shares())
        .extracting(CpuShares.Share::kind)
        .contains("Java: serverbench.profiling");
    Path file = folder.resolve("flame.html");
    recording.draw("a title", file);
    assertThat(Files.readString(file)).contains("a title", "workThatIsSeen").contains("</html>");
  }

  private Path stacks() {
    return folder.resolve("stacks.txt");
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
