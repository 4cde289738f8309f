package serverbench.gate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import serverbench.results.WholeFile;

/**
 * The verdicts in the XML that JUnit's runners write and CI systems show: a series is a test case.
 * A regression is a failure, or skipped when the gate only advises; what is broken or unknown is an
 * error.
 */
public final class JUnitXml {

  private JUnitXml() {}

  public static void write(GateReport report, Path file) throws IOException {
    WholeFile.write(file, out -> write(report, out));
  }

  private static void write(GateReport report, OutputStream out) throws IOException {
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
      xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
      suite(report, xml);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("cannot write XML: " + e.getMessage(), e);
    }
  }

  private static void suite(GateReport report, XMLStreamWriter xml) throws XMLStreamException {
    boolean advisory = report.stance() == GateReport.Stance.ADVISORY;
    long regressions = report.with(Verdict.Outcome.REGRESSION).count();
    long errors =
        report.with(Verdict.Outcome.BROKEN).count()
            + report.with(Verdict.Outcome.INCONCLUSIVE).count();
    long shown = report.with(Verdict.Outcome.SHOWN).count();
    Duration time = Duration.between(report.plan().started(), report.finished());
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", "serverbench.gate");
    xml.writeAttribute("tests", Integer.toString(report.series().size()));
    xml.writeAttribute("failures", Long.toString(advisory ? 0 : regressions));
    xml.writeAttribute("errors", Long.toString(errors));
    xml.writeAttribute("skipped", Long.toString(shown + (advisory ? regressions : 0)));
    xml.writeAttribute("timestamp", report.plan().started().toString());
    xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", time.toMillis() / 1e3));
    for (Verdict verdict : report.series()) {
      testCase(verdict, advisory, xml);
    }
    xml.writeStartElement("system-out");
    xml.writeCharacters(legal(String.join("\n", GateSummary.of(report))));
    xml.writeEndElement();
    xml.writeEndElement();
  }

  private static void testCase(Verdict verdict, boolean advisory, XMLStreamWriter xml)
      throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", "serverbench.gate." + verdict.workload());
    xml.writeAttribute("name", legal(verdict.series()));
    String message =
        String.format(
            Locale.ROOT,
            "head/baseline %s (%s), p %s",
            VerdictText.ratio(verdict),
            VerdictText.interval(verdict),
            VerdictText.p(verdict));
    switch (verdict.outcome()) {
      case REGRESSION -> child(xml, advisory ? "skipped" : "failure", message);
      case BROKEN, INCONCLUSIVE -> child(xml, "error", verdict.reason());
      case SHOWN -> child(xml, "skipped", verdict.reason() + ": " + message);
      case PASS, CLEARED -> {
        xml.writeStartElement("system-out");
        xml.writeCharacters(message);
        xml.writeEndElement();
      }
    }
    xml.writeEndElement();
  }

  private static void child(XMLStreamWriter xml, String name, String message)
      throws XMLStreamException {
    xml.writeEmptyElement(name);
    xml.writeAttribute("message", legal(message));
  }

  /** A server's words may hold characters that XML 1.0 cannot (section 2.2). */
  private static String legal(String text) {
    return text.replaceAll("[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "?");
  }
}
