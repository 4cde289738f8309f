package serverbench.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import serverbench.results.Pair;

class GateTextTest {

  private static final List<Pair> SLOWER =
      Stream.of(
              Pairs.of(Pairs.CLOSED, Pair.Stage.SCREEN, 6, 1.25),
              Pairs.of(Pairs.CLOSED, Pair.Stage.CONFIRM, 15, 1.25),
              Pairs.of(Pairs.SCHEDULE, Pair.Stage.SCREEN, 6, 1.0))
          .flatMap(List::stream)
          .toList();

  @TempDir Path folder;

  @Test
  void theAnswerNamesWhatIsSlower() {
    GateReport report = Reports.of(GateMode.COMPARE, SLOWER);
    assertThat(GateTable.of(report))
        .contains("REGRESSION: head is slower in epoll/keepalive/throughput.")
        .contains("0.800")
        .contains("Enforced: a test.");
    assertThat(GateMarkdown.of(report)).contains("**REGRESSION**").contains("CPU \\<1\\>");
    assertThat(report.exitCode()).isEqualTo(3);
  }

  @Test
  void withoutARegressionItSaysWhatWouldHaveBeenSeen() {
    List<Pair> same = Pairs.of(Pairs.CLOSED, Pair.Stage.SCREEN, 6, 1.0);
    assertThat(GateTable.of(Reports.of(GateMode.COMPARE, same)))
        .contains("No regression found in 1 judged series")
        .containsPattern("epoll/keepalive/throughput .* [0-9.]+ % +pass");
  }

  @Test
  void junitCountsARegressionAsAFailureOnlyWhenEnforced() throws Exception {
    Element enforced = suite(Reports.of(GateMode.COMPARE, SLOWER));
    assertThat(enforced.getAttribute("tests")).isEqualTo("3");
    assertThat(enforced.getAttribute("failures")).isEqualTo("1");
    assertThat(enforced.getElementsByTagName("failure").getLength()).isEqualTo(1);
    Element advisory = suite(Reports.of(GateMode.COMPARE, SLOWER, GateReport.Stance.ADVISORY));
    assertThat(advisory.getAttribute("failures")).isEqualTo("0");
    assertThat(advisory.getElementsByTagName("failure").getLength()).isZero();
    assertThat(advisory.getElementsByTagName("skipped").getLength()).isEqualTo(2);
  }

  @Test
  void aServersOddWordsAreLegalXml() throws Exception {
    Pair broken =
        Pairs.pair(
            Pairs.CLOSED,
            Pair.Stage.SCREEN,
            0,
            Pairs.fork(Pairs.CLOSED, 1_000),
            Pairs.failed(Pairs.CLOSED, "bad byte \u0001 <&>"));
    Element suite = suite(Reports.of(GateMode.COMPARE, List.of(broken)));
    Element error = (Element) suite.getElementsByTagName("error").item(0);
    assertThat(error.getAttribute("message")).isEqualTo("head: bad byte ? <&>");
  }

  @Test
  void reportAndPlanAreReadAsTheyWereWritten() throws Exception {
    GateReport report = Reports.of(GateMode.COMPARE, SLOWER);
    report.write(folder);
    report.plan().write(folder);
    assertThat(GateReport.read(folder)).isEqualTo(report);
    assertThat(GatePlan.read(folder)).isEqualTo(report.plan());
  }

  private Element suite(GateReport report) throws Exception {
    Path file = folder.resolve("junit.xml");
    JUnitXml.write(report, file);
    assertThat(Files.size(file)).isPositive();
    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    return document.getDocumentElement();
  }
}
