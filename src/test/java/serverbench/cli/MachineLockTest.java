package serverbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineLockTest {

  @TempDir private Path folder;

  @Test
  void theSecondIsToldWhoHasIt() {
    Path file = folder.resolve("lock");
    try (MachineLock _ = MachineLock.take(file, "pid 1: the first")) {
      assertThatThrownBy(() -> MachineLock.take(file, "pid 2"))
          .isInstanceOfSatisfying(
              CommandFailed.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FAILED))
          .hasMessageContaining("pid 1: the first");
    }
  }

  @Test
  void isFreeAfterwards() {
    Path file = folder.resolve("lock");
    MachineLock.take(file, "a long text of the first holder").close();
    try (MachineLock _ = MachineLock.take(file, "short")) {
      assertThatThrownBy(() -> MachineLock.take(file, "third")).hasMessageContaining("(short)");
    }
  }

  @Test
  void aFolderThatIsNotThereIsOneLine() {
    assertThatThrownBy(() -> MachineLock.take(folder.resolve("no/lock"), "x"))
        .isInstanceOf(CommandFailed.class)
        .hasMessageContaining("no such file or folder");
  }
}
