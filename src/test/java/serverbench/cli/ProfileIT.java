package serverbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The profile command as people use it, with whatever this host allows. */
class ProfileIT {

  private static final Duration AT_MOST = Duration.ofMinutes(3);

  @TempDir private Path temp;

  @Test
  void drawsAFlameGraphAndCountsSystemCalls() throws Exception {
    Path results = Files.createDirectory(temp.resolve("results"));
    Script.Ended result =
        Script.run(
            temp, AT_MOST, "profile", "epoll", "--seconds", "1", "--out", results.toString());
    assertThat(result.exitCode()).as(result.err()).isZero();
    Path folder = only(results);
    String flame = Files.readString(folder.resolve("flame.html"));
    assertThat(flame)
        .contains("<html", "</html>", "MultiplexingServer")
        .doesNotContain("src=\"http");
    String text = Files.readString(folder.resolve("profile.md"));
    assertThat(text)
        .contains(
            "# epoll under keepalive", "flame.html", "| Java: serverbench.", "| all | 100.0 %");
    assertThat(folder.resolve("stacks.txt")).content().contains("MultiplexingServer");
    assertThat(text)
        .satisfiesAnyOf(
            counted -> assertThat(counted).contains("| epoll_", "| sendto | 1.0"),
            refused -> assertThat(refused).contains("No system calls were counted:"));
  }

  @Test
  void refusesAWorkloadThatItCannotPutOnAServer() throws Exception {
    Script.Ended result = Script.run(temp, AT_MOST, "profile", "epoll", "--workload", "curve");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err().lines()).hasSize(1).first().asString().contains("keepalive");
  }

  private static Path only(Path parent) throws Exception {
    try (Stream<Path> folders = Files.list(parent)) {
      List<Path> found = folders.toList();
      assertThat(found).hasSize(1);
      return found.getFirst();
    }
  }
}
