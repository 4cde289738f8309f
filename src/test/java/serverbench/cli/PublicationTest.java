package serverbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serverbench.results.Run;
import serverbench.results.RunFolder;
import serverbench.results.RunSummary;
import serverbench.results.SyntheticRun;

class PublicationTest {

  private static final String README =
      """
      # Mine
      <!-- published:results -->
      <!-- /published:results -->
      Mine too
      <!-- published:environment -->
      <!-- /published:environment -->
      """;

  private static final Pattern LINK = Pattern.compile("charts/[\\w.-]+");

  @TempDir Path home;

  private RunSummary run;
  private Path runJson;

  @BeforeEach
  void aRunIsThere() throws IOException {
    Run measured =
        SyntheticRun.small()
            .workloads("keepalive", "blocking", "latency", "sweep")
            .withCeilings()
            .flagged("epoll", "client_limited", "93 % of the ceiling")
            .build();
    RunFolder folder = new RunFolder(home.resolve("results/a-run"));
    folder.write(measured);
    runJson = folder.runJson();
    run = RunSummary.of(measured);
  }

  @Test
  void chartsRunAndFiguresAreRenewedTogether() throws IOException {
    Files.writeString(home.resolve("README.md"), README);
    Path stale = Files.createDirectory(home.resolve("charts")).resolve("stale.png");
    Files.writeString(stale, "x");
    Publication.publish(run, runJson, home);
    assertThat(home.resolve("charts/run.json")).hasSameBinaryContentAs(runJson);
    assertThat(stale).doesNotExist();
    String page = Files.readString(home.resolve("README.md"));
    assertThat(page).startsWith("# Mine\n").contains("\nMine too\n");
    // What the page shows is there, and what is there is shown.
    for (String picture : Publication.picturesIn(home.resolve("charts"))) {
      assertThat(page).contains("charts/" + picture + ".png", "charts/" + picture + "-dark.png");
    }
    page.lines()
        .flatMap(line -> LINK.matcher(line).results())
        .forEach(link -> assertThat(home.resolve(link.group())).isNotEmptyFile());
    assertThat(page)
        .contains("Work that blocks, as on a database (blocking) | fiber")
        .contains("| 10 | epoll | **≥ ")
        .contains("Example CPU @ 2.80GHz, 2 cores")
        .contains("./run-bench.sh all --profile standard --seed 42");
    Publication.publish(run, runJson, home);
    assertThat(home.resolve("README.md")).hasContent(page);
  }

  @Test
  void aPageWithoutAPlaceChangesNothing() throws IOException {
    Files.writeString(home.resolve("README.md"), "# Mine\n");
    Files.writeString(Files.createDirectory(home.resolve("charts")).resolve("older"), "x");
    assertThatThrownBy(() -> Publication.publish(run, runJson, home))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("README.md needs one <!-- published:results -->");
    assertThat(home.resolve("README.md")).hasContent("# Mine\n");
    assertThat(home.resolve("charts/older")).exists();
    assertThat(home.toFile().list((_, name) -> name.startsWith("."))).isEmpty();
  }

  /** The project's own page: it has its places, and what is in them is what the run says. */
  @Test
  void theReadmeShowsWhatThePublishedRunSays() throws IOException {
    Path readme = Path.of("README.md");
    Publication.page(Files.readString(readme), run, Set.of());
    RunFolder published = new RunFolder(Path.of("charts"));
    assumeTrue(Files.exists(published.runJson()), "nothing is published yet");
    String expected =
        Publication.page(
            Files.readString(readme),
            RunSummary.of(published.read()),
            Publication.picturesIn(published.path()));
    assertThat(readme).as("renewed by ./run-bench.sh publish charts").hasContent(expected);
  }
}
