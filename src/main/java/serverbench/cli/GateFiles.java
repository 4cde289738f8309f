package serverbench.cli;

import java.io.IOException;
import java.nio.file.Path;
import serverbench.gate.GateMarkdown;
import serverbench.gate.GateReport;
import serverbench.gate.JUnitXml;
import serverbench.results.WholeFile;

/** What a gate leaves beside its pairs; all of it can be made again from them. */
final class GateFiles {

  private GateFiles() {}

  static void write(GateReport report, Path folder) throws IOException {
    report.write(folder);
    WholeFile.write(folder.resolve("gate.md"), GateMarkdown.of(report));
    JUnitXml.write(report, folder.resolve("gate-junit.xml"));
  }
}
