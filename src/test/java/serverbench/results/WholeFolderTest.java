package serverbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFolderTest {

  @TempDir Path parent;

  private Path charts;

  @BeforeEach
  void anOlderOneIsThere() throws IOException {
    charts = Files.createDirectories(parent.resolve("charts/deep")).getParent();
    Files.writeString(charts.resolve("deep/old"), "old");
  }

  @Test
  void theNewOneTakesThePlaceOfAllOfTheOlder() throws IOException {
    try (WholeFolder folder = new WholeFolder(charts)) {
      Files.writeString(folder.part().resolve("new"), "new");
      assertThat(charts.resolve("deep/old")).exists();
      folder.replace();
      folder.keep();
    }
    assertThat(charts.resolve("new")).hasContent("new");
    assertThat(charts.resolve("deep")).doesNotExist();
    assertNothingIsLeftBesideIt();
  }

  @Test
  void withoutKeepTheOlderOneComesBack() throws IOException {
    try (WholeFolder folder = new WholeFolder(charts)) {
      Files.writeString(folder.part().resolve("new"), "new");
      folder.replace();
      assertThat(charts.resolve("new")).exists();
    }
    assertThat(charts.resolve("deep/old")).hasContent("old");
    assertThat(charts.resolve("new")).doesNotExist();
    assertNothingIsLeftBesideIt();
  }

  @Test
  void theFirstOneLeavesNothingWhenItIsNotKept() throws IOException {
    Path first = parent.resolve("first");
    try (WholeFolder folder = new WholeFolder(first)) {
      folder.replace();
    }
    assertThat(first).doesNotExist();
    assertNothingIsLeftBesideIt();
  }

  @Test
  void aCrashBetweenTheTwoRenamesIsMendedByTheNext() throws IOException {
    Files.move(charts, parent.resolve(".charts.old"));
    Files.createDirectory(parent.resolve(".charts.part"));
    try (WholeFolder folder = new WholeFolder(charts)) {
      assertThat(folder.part()).isEmptyDirectory();
    }
    assertThat(charts.resolve("deep/old")).hasContent("old");
    assertNothingIsLeftBesideIt();
  }

  @Test
  void aFileOfThatNameIsNotTouched() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "x");
    assertThatThrownBy(() -> new WholeFolder(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no folder");
    assertThat(file).hasContent("x");
  }

  private void assertNothingIsLeftBesideIt() {
    assertThat(parent.toFile().list((_, name) -> name.startsWith("."))).isEmpty();
  }
}
