package serverbench.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import serverbench.results.ModelInfo;
import serverbench.results.Run;
import serverbench.results.RunSummary;
import serverbench.results.SyntheticRun;

class ChartsTest {

  @TempDir Path folder;

  @Test
  void fileNamesAreStable() throws IOException {
    Charts.writeAll(
        RunSummary.of(
            SyntheticRun.small()
                .workloads("keepalive", "latency", "idle", "sweep", "curve")
                .build()),
        folder);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .containsExactlyElementsOf(
              Stream.of(
                      "heatmap",
                      "throughput-keepalive",
                      "throughput-keepalive-sorted",
                      "latency-keepalive",
                      "percentiles-keepalive",
                      "cost-keepalive",
                      "latency-latency-50-percent",
                      "percentiles-latency-50-percent",
                      "latency-latency-4000-per-second",
                      "percentiles-latency-4000-per-second",
                      "memory-idle",
                      "concurrency-sweep",
                      "load-curve")
                  .flatMap(name -> Stream.of(name + ".png", name + "-dark.png", name + ".svg"))
                  .sorted()
                  .toList());
    }
  }

  @Test
  void pngHasTwoPixelsAPointAndTheFamiliesColours() throws IOException {
    Run run = SyntheticRun.everything().build();
    Charts.writeAll(RunSummary.of(run), folder);
    for (Picture picture : Charts.of(RunSummary.of(run), ChartStyle.LIGHT)) {
      BufferedImage image = ImageIO.read(folder.resolve(picture.name() + ".png").toFile());
      assertThat(image.getWidth()).isEqualTo(2 * picture.width());
      assertThat(image.getHeight()).isEqualTo(2 * picture.height());
      Map<Integer, Integer> pixels = colours(image);
      for (int colour : new int[] {0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7}) {
        assertThat(pixels.getOrDefault(colour, 0)).as("#%06x", colour).isGreaterThan(200);
      }
    }
  }

  @Test
  void nothingIsDrawnAtTheEdges() throws IOException {
    Run run =
        SyntheticRun.everything()
            .failing("poll", "a reason that goes on and on ".repeat(20))
            .flagged("epoll", "client_limited", "x")
            .build();
    Charts.writeAll(RunSummary.of(run), folder);
    for (Picture picture : Charts.of(RunSummary.of(run), ChartStyle.LIGHT)) {
      BufferedImage image = ImageIO.read(folder.resolve(picture.name() + ".png").toFile());
      for (int x = 0; x < image.getWidth(); x++) {
        assertThat(image.getRGB(x, 2)).isEqualTo(0xFFFFFFFF);
        assertThat(image.getRGB(x, image.getHeight() - 3)).isEqualTo(0xFFFFFFFF);
      }
      for (int y = 0; y < image.getHeight(); y++) {
        assertThat(image.getRGB(2, y)).isEqualTo(0xFFFFFFFF);
        assertThat(image.getRGB(image.getWidth() - 3, y)).isEqualTo(0xFFFFFFFF);
      }
    }
  }

  @Test
  void svgHasWholeTextInRealFonts() throws Exception {
    Run run = SyntheticRun.everything().failing("poll", "said <no> & \"never\"").forks(1).build();
    Charts.writeAll(RunSummary.of(run), folder);
    for (Picture picture : Charts.of(RunSummary.of(run), ChartStyle.LIGHT)) {
      Document svg = parse(folder.resolve(picture.name() + ".svg"));
      List<String> texts = texts(svg);
      assertThat(texts).anyMatch(text -> text.startsWith("This ranks nothing"));
      for (ModelInfo model : run.models()) {
        if (!picture.rowLabels().isEmpty()) {
          assertThat(texts).contains(Rows.keyOf(model));
        }
      }
      NodeList all = svg.getElementsByTagName("*");
      for (int i = 0; i < all.getLength(); i++) {
        Element element = (Element) all.item(i);
        if (element.hasAttribute("font-family")) {
          assertThat(element.getAttribute("font-family")).isEqualTo(SvgText.FONT_FAMILIES);
        }
      }
      assertThat(svg.getDoctype()).isNull();
    }
    assertThat(texts(parse(folder.resolve("throughput-keepalive.svg"))))
        .contains("failed: said <no> & \"never\"");
  }

  @Test
  void rowLabelsOfAnSvgEndAtOneLine() throws Exception {
    Run run = SyntheticRun.everything().build();
    Charts.writeAll(RunSummary.of(run), folder);
    Document svg = parse(folder.resolve("throughput-keepalive.svg"));
    List<Double> ends = new ArrayList<>();
    NodeList texts = svg.getElementsByTagName("text");
    for (int i = 0; i < texts.getLength(); i++) {
      Element text = (Element) texts.item(i);
      if (text.getAttribute("text-anchor").equals("end")) {
        ends.add(Double.valueOf(text.getAttribute("x")));
      }
    }
    assertThat(ends).hasSize(28);
    assertThat(ends).allSatisfy(end -> assertThat(end).isCloseTo(ends.getFirst(), within(0.01)));
  }

  @Test
  void oddRunsStillGiveReadablePictures() throws Exception {
    List<Run> odd =
        List.of(
            SyntheticRun.of("epoll").forks(1).build(),
            SyntheticRun.of("epoll").failing("epoll", "port in use").build(),
            SyntheticRun.small().forks(0).status(Run.Status.PARTIAL).build());
    for (Run run : odd) {
      Charts.writeAll(RunSummary.of(run), folder);
      for (Picture picture : Charts.of(RunSummary.of(run), ChartStyle.LIGHT)) {
        assertThat(colours(ImageIO.read(folder.resolve(picture.name() + ".png").toFile())))
            .hasSizeGreaterThan(10);
        assertThat(texts(parse(folder.resolve(picture.name() + ".svg"))))
            .anyMatch(text -> text.matches("(10  )?epoll"));
      }
    }
  }

  @Test
  void onlyFamiliesThatRanHaveAPanel() throws Exception {
    Charts.writeAll(
        RunSummary.of(
            SyntheticRun.of("epoll", "fiber", "pipeline")
                .workloads("curve")
                .notRun("fiber")
                .failing("pipeline", "port in use")
                .build()),
        folder);
    assertThat(texts(parse(folder.resolve("load-curve.svg"))))
        .anyMatch(text -> text.startsWith("Multiplexing: p99"))
        .noneMatch(text -> text.matches("(Modern|Architecture): .*"));
  }

  @Test
  void columnsOfTheHeatMapHaveRoomForAllFlags() throws Exception {
    SyntheticRun run = SyntheticRun.small().workloads("keepalive", "close", "cpu");
    double plain = heatMapSquareWidth(run.build());
    for (String rule :
        List.of("client_limited", "cores_apart", "cores_slow", "errors", "steal", "warmup")) {
      run.flagged("epoll", rule, "x");
    }
    double flagged = heatMapSquareWidth(run.build());
    assertThat(flagged).isGreaterThan(plain);
    assertThat(texts(parse(folder.resolve("heatmap.svg"))))
        .anyMatch(text -> text.matches("\\d+ a b c d e f"));
  }

  /** The widest rectangle of a row's height. */
  private double heatMapSquareWidth(Run run) throws Exception {
    Charts.writeAll(RunSummary.of(run), folder);
    NodeList rectangles = parse(folder.resolve("heatmap.svg")).getElementsByTagName("rect");
    double widest = 0;
    for (int i = 0; i < rectangles.getLength(); i++) {
      Element rectangle = (Element) rectangles.item(i);
      if (Double.parseDouble(rectangle.getAttribute("height")) == 20) {
        widest = Math.max(widest, Double.parseDouble(rectangle.getAttribute("width")));
      }
    }
    return widest;
  }

  private static Map<Integer, Integer> colours(BufferedImage image) {
    Map<Integer, Integer> pixels = new TreeMap<>();
    for (int rgb :
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())) {
      pixels.merge(rgb & 0xFFFFFF, 1, Integer::sum);
    }
    return pixels;
  }

  private static Document parse(Path svg) throws Exception {
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
  }

  private static List<String> texts(Document svg) {
    List<String> texts = new ArrayList<>();
    NodeList nodes = svg.getElementsByTagName("text");
    for (int i = 0; i < nodes.getLength(); i++) {
      texts.add(nodes.item(i).getTextContent());
    }
    return texts;
  }
}
