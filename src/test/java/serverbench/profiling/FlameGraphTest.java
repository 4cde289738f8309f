package serverbench.profiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of this JVM, with a thread at work. */
class FlameGraphTest {

  private static final Duration TIME = Duration.ofSeconds(1);

  @TempDir private Path folder;
  private volatile boolean done;
  private volatile double result;

  @Test
  void namesWhatIsAtWork() throws Exception {
    Path file = folder.resolve("flame.html");
    atWork(
        pid -> {
          try {
            FlameGraph graph = FlameGraph.record(pid, TIME, "a title", file);
            assertThat(graph.how()).isNotEmpty();
          } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    assertThat(Files.readString(file)).contains("a title", "workThatIsSeen").contains("</html>");
  }

  @Test
  void flightRecorderDoesWhereNothingElseMay() throws Exception {
    Path file = folder.resolve("flame.html");
    atWork(
        pid -> {
          try {
            FlameGraph.flightRecorder(pid, TIME, "a title", file);
          } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    assertThat(Files.readString(file)).contains("a title", "workThatIsSeen").contains("</html>");
  }

  @Test
  void saysWhyThereIsNone() throws Exception {
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      assertThatThrownBy(() -> FlameGraph.record(other.pid(), TIME, "", folder.resolve("x.html")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("jcmd");
    } finally {
      other.destroyForcibly();
    }
  }

  private void atWork(Consumer<Long> look) throws InterruptedException {
    Thread worker = Thread.ofPlatform().start(this::workThatIsSeen);
    try {
      look.accept(ProcessHandle.current().pid());
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
