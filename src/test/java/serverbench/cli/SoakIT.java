package serverbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class SoakIT {

  private static final Duration SOAK = Duration.ofMinutes(3);

  @TempDir private Path temp;

  /** The terminal sends its SIGINT to the server's process as well, which must not end by it. */
  @Test
  void ctrlCKeepsWhatThereIs() throws Exception {
    Path out = temp.resolve("out");
    try (Script script = Script.start(temp, "soak", "epoll", "--out", out.toString())) {
      script.awaitLine(SOAK, line -> line.contains("epoll: warm-up, "));
      script.kill("INT", "-" + script.pid());
      Script.Ended ended = script.await(SOAK);
      assertThat(ended.exitCode()).as(ended.err()).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(ended.err()).doesNotContain("Exception", "soak failed");
      assertThat(ended.out())
          .contains("epoll: cut short", "end: exit code 0")
          .contains("too short to be judged");
      assertThat(files(out)).contains("soak.json", "soak.png");
    }
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
