package serverbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

  @TempDir Path folder;

  @Test
  void replacesTheOlderFileAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("deep/er/run.json");
    WholeFile.write(file, "old");
    WholeFile.write(file, "neuer Stand: µs");
    assertThat(file).hasContent("neuer Stand: µs");
    assertThat(names(file.getParent())).containsExactly("run.json");
  }

  @Test
  void failureInTheMiddleKeepsTheOlderFile() throws IOException {
    Path file = folder.resolve("run.json");
    WholeFile.write(file, "old");
    assertThatThrownBy(
            () ->
                WholeFile.write(
                    file,
                    out -> {
                      out.write(new byte[200_000]);
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(file).hasContent("old");
    assertThat(names(folder)).containsExactly("run.json");
  }

  @Test
  void interruptedThreadStillWrites() throws IOException {
    Path file = folder.resolve("run.json");
    Thread.currentThread().interrupt();
    try {
      WholeFile.write(file, "partial results");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(file).hasContent("partial results");
  }

  @Test
  void newFileIsReadableLikeAnyOther() throws IOException {
    Path plain = Files.writeString(folder.resolve("plain"), "x");
    Path whole = folder.resolve("whole");
    WholeFile.write(whole, "x");
    assertThat(Files.getPosixFilePermissions(whole))
        .isEqualTo(Files.getPosixFilePermissions(plain));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
