package serverbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import serverbench.models.Choice;
import serverbench.results.ForkResult;
import serverbench.results.Run;
import serverbench.results.RunFolder;

/** The main job as a user does it: one real smoke run over all models, whose results are opened. */
class SmokeRunIT {

  private static final Duration RUN = Duration.ofMinutes(8);
  private static final Duration COMMAND = Duration.ofMinutes(1);

  @TempDir private static Path temp;
  private static Script.Ended ended;
  private static RunFolder folder;
  private static Run run;

  @BeforeAll
  static void measure() throws Exception {
    // Kept, so that the pictures of a CI run can be looked at.
    Path out = Path.of("target", "smoke-results").toAbsolutePath();
    ended = Script.run(temp, RUN, "all", "--profile", "smoke", "--out", out.toString());
    assertThat(ended.exitCode()).as("%s%s", ended.out(), ended.err()).isZero();
    folder = new RunFolder(out.resolve("latest").toRealPath());
    run = folder.read();
  }

  @Test
  void everySupportedModelAndVariantWasMeasured() {
    assertThat(run.status()).isEqualTo(Run.Status.COMPLETE);
    assertThat(run.forks())
        .extracting(ForkResult::model)
        .containsExactlyInAnyOrderElementsOf(names());
    assertThat(run.models()).extracting(model -> model.name()).containsExactlyElementsOf(names());
    for (ForkResult fork : run.forks()) {
      assertThat(fork.status()).as(fork.model()).isEqualTo(ForkResult.Status.OK);
      assertThat(fork.throughput()).as(fork.model()).isPositive();
      assertThat(fork.latency().decode().getTotalCount()).as(fork.model()).isPositive();
    }
  }

  @Test
  void theCeilingWasMeasured() {
    assertThat(run.ceilings()).hasSize(3);
    for (ForkResult ceiling : run.ceilings()) {
      assertThat(ceiling.status()).isEqualTo(ForkResult.Status.OK);
      assertThat(ceiling.throughput()).isPositive();
      assertThat(ceiling.clientResponses()).isEqualTo(ceiling.serverResponses());
    }
  }

  @Test
  void nothingWentWrongOnTheWire() {
    Map<String, Map<String, Long>> errors = new TreeMap<>();
    run.forks().forEach(fork -> errors.put(fork.model(), fork.errors()));
    assertThat(errors).allSatisfy((_, ofModel) -> assertThat(ofModel).isEmpty());
  }

  /** Each connection may have one answer under way at either edge of the measured span. */
  @Test
  void clientAndServerCountedTheSameAnswers() {
    long inFlight = 2L * run.workloads().getFirst().connections();
    for (ForkResult fork : run.forks()) {
      assertThat(fork.clientResponses())
          .as(fork.model())
          .isCloseTo(fork.serverResponses(), within(inFlight));
    }
  }

  @Test
  void theConsoleShowsTheTableAndOneLineForEachStartAndEndOfAFork() {
    assertThat(ended.out()).contains(names()).contains(folder.path().getFileName().toString());
    int forks = names().size() + run.ceilings().size();
    assertThat(ended.err().lines().filter(line -> line.contains(": started (round ")))
        .hasSize(forks);
    assertThat(ended.err().lines().filter(line -> line.contains(" requests/s (elapsed ")))
        .hasSize(forks);
    assertThat(ended.out() + ended.err())
        .doesNotContainIgnoringCase("warning")
        .doesNotContain("\tat ");
  }

  @Test
  void everyFileThatTheDesignNamesIsThereAndWhole() throws Exception {
    JsonNode jmh = new ObjectMapper().readTree(folder.jmhJson().toFile());
    assertThat(jmh).hasSize(names().size());
    assertThat(jmh).allMatch(result -> result.at("/primaryMetric/score").asDouble() > 0);
    for (String ending : List.of(".hlog", ".hgrm")) {
      assertThat(files(folder.latency(), ending)).as(ending).hasSize(names().size());
      assertThat(files(folder.latency(), ending))
          .allSatisfy(file -> assertThat(file).isNotEmptyFile());
    }
    for (String table : List.of("table.md", "table.csv", "report.html")) {
      // Markdown escapes the underscores.
      String text = Files.readString(folder.path().resolve(table)).replace("\\", "");
      assertThat(text).as(table).contains(names());
    }
    assertThat(folder.path().resolveSibling("latest")).isSymbolicLink();
    assertThat(files(folder.path(), ".tmp")).isEmpty();
  }

  @Test
  void chartsAreDecodableAndNotBlank() throws Exception {
    assertThat(files(folder.charts(), ".png")).hasSizeGreaterThanOrEqualTo(2);
    for (Path png : files(folder.charts(), ".png")) {
      BufferedImage image = ImageIO.read(png.toFile());
      assertThat(image).as("%s is an image", png).isNotNull();
      assertThat(image.getWidth()).isGreaterThan(600);
      assertThat(inkShare(image)).as("share of %s that is drawn on", png).isGreaterThan(0.02);
    }
    // An SVG follows its reader's colour scheme; a PNG has a dark sister.
    assertThat(files(folder.charts(), ".svg"))
        .isNotEmpty()
        .hasSizeLessThanOrEqualTo(files(folder.charts(), ".png").size());
    for (Path svg : files(folder.charts(), ".svg")) {
      assertThat(document(svg).getElementsByTagName("*").getLength())
          .as("%s", svg)
          .isGreaterThan(50);
    }
  }

  @Test
  void reportDrawsTheSameFilesAgainFromTheData() throws Exception {
    Path copy = copyOfRun("again");
    List<Path> pictures = files(copy.resolve("charts"), "");
    for (Path picture : pictures) {
      Files.delete(picture);
    }
    Files.delete(copy.resolve("report.html"));
    Script.Ended report = Script.run(temp, COMMAND, "report", copy.toString());
    assertThat(report.exitCode()).as(report.err()).isZero();
    assertThat(report.out()).contains(names());
    assertThat(pictures).isNotEmpty().allSatisfy(picture -> assertThat(picture).isNotEmptyFile());
    assertThat(copy.resolve("report.html")).isNotEmptyFile();
  }

  @Test
  void aRunCutInHalfIsOneLineAndOverwritesNothing() throws Exception {
    Path copy = copyOfRun("cut");
    byte[] whole = Files.readAllBytes(copy.resolve("run.json"));
    Files.write(copy.resolve("run.json"), java.util.Arrays.copyOf(whole, whole.length / 2));
    Files.writeString(copy.resolve("report.html"), "as it was");
    Script.Ended report = Script.run(temp, COMMAND, "report", copy.toString());
    assertThat(report.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(report.out()).isEmpty();
    assertThat(report.err()).contains("run.json").hasLineCount(1);
    assertThat(copy.resolve("report.html")).hasContent("as it was");
    assertThat(copy.resolve("run.json")).hasSize(whole.length / 2);
  }

  private static List<String> names() {
    return Choice.all().stream()
        .filter(choice -> choice.model().unsupported(choice.variant()).isEmpty())
        .map(Choice::label)
        .toList();
  }

  private static List<Path> files(Path folder, String ending) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static Path copyOfRun(String name) throws Exception {
    Path copy = Files.createDirectory(temp.resolve(name));
    try (Stream<Path> files = Files.walk(folder.path())) {
      for (Path file : files.toList()) {
        Path to = copy.resolve(folder.path().relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to);
        }
      }
    }
    return copy;
  }

  private static double inkShare(BufferedImage image) {
    int background = image.getRGB(0, 0);
    long drawn = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (image.getRGB(x, y) != background) {
          drawn++;
        }
      }
    }
    return drawn / ((double) image.getWidth() * image.getHeight());
  }

  private static Document document(Path svg) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    // Batik names a DTD on the network; the picture itself does not need it.
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    return factory.newDocumentBuilder().parse(svg.toFile());
  }
}
