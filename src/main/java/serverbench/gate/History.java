package serverbench.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import serverbench.results.RecordJson;
import serverbench.results.RunFolder;
import serverbench.results.WholeFile;

/**
 * The nights of all series against one frozen reference jar, so that a slow creep is seen that no
 * comparison of neighbouring nights would find.
 *
 * <pre>
 *   FOLDER/reference.jar, reference.json    the jar and what it is
 *   FOLDER/&lt;series&gt;.jsonl                   a line a night, only ever added to
 * </pre>
 *
 * @param folder of all of it
 */
public record History(Path folder) {

  private static final String ENDING = ".jsonl";

  /**
   * What everything is measured against.
   *
   * @param schemaVersion of this record
   * @param jar the jar
   * @param since it was frozen then, UTC
   */
  public record Reference(int schemaVersion, GateJar jar, Instant since) {}

  public Path referenceJar() {
    return folder.resolve("reference.jar");
  }

  /** Empty when nothing is frozen yet. */
  public Optional<Reference> reference() throws IOException {
    Path file = folder.resolve("reference.json");
    return Files.exists(file) && Files.exists(referenceJar())
        ? Optional.of(RecordJson.read(file, Reference.class, 1, "reference"))
        : Optional.empty();
  }

  /** Freezes a jar, in place of an older one; nights against that stay, as a part of their own. */
  public void freeze(Path jar, GateJar what, Instant now) throws IOException {
    Files.createDirectories(folder);
    Path part = folder.resolve(".reference.jar.part");
    Files.copy(jar, part, StandardCopyOption.REPLACE_EXISTING);
    Files.move(
        part, referenceJar(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    Reference reference = new Reference(1, what, now);
    WholeFile.write(folder.resolve("reference.json"), out -> RecordJson.write(reference, out));
  }

  /**
   * Adds a night, once.
   *
   * @return why it was not added; empty when it was
   */
  public Optional<String> append(GateReport report, String branch) throws IOException {
    Optional<Reference> reference = reference();
    if (report.plan().mode() != GateMode.COMPARE) {
      return Optional.of("a test of the gate is no night of the history");
    }
    if (!report.complete()) {
      return Optional.of("not in the history: the gate is not complete");
    }
    if (reference.isEmpty()
        || !reference.get().jar().sha256().equals(report.plan().baseline().sha256())) {
      return Optional.of("not in the history: the baseline is not its frozen reference");
    }
    for (Verdict verdict : report.series()) {
      if (verdict.ratio() != null && verdict.head() != null) {
        Path file = file(verdict.series());
        boolean known =
            JsonLines.read(file, HistoryPoint.class).stream()
                .anyMatch(point -> report.id().equals(point.gate()));
        if (!known) {
          JsonLines.append(file, point(report, verdict, branch));
        }
      }
    }
    return Optional.empty();
  }

  /** All nights by the series' name, oldest first. */
  public Map<String, List<HistoryPoint>> read() throws IOException {
    Map<String, List<HistoryPoint>> series = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return series;
    }
    List<Path> files;
    try (Stream<Path> listed = Files.list(folder)) {
      files =
          listed
              .filter(file -> file.toString().endsWith(ENDING))
              .filter(file -> !file.getFileName().toString().equals(Ledger.FILE))
              .filter(file -> !file.getFileName().toString().startsWith("."))
              .sorted()
              .toList();
    }
    for (Path file : files) {
      for (HistoryPoint point : JsonLines.read(file, HistoryPoint.class)) {
        series.computeIfAbsent(point.series(), _ -> new ArrayList<>()).add(point);
      }
    }
    return series;
  }

  private Path file(String series) {
    return folder.resolve(RunFolder.plain(series) + ENDING);
  }

  private static HistoryPoint point(GateReport report, Verdict verdict, String branch) {
    return new HistoryPoint(
        report.id(),
        report.finished(),
        report.plan().head().commit(),
        branch,
        report.plan().baseline().sha256(),
        report.environment().cpu() + ", " + report.environment().cores() + " cores",
        report.environment().jdk(),
        verdict.model(),
        verdict.workload(),
        verdict.series(),
        verdict.metric(),
        verdict.unit(),
        verdict.better(),
        verdict.head(),
        verdict.ratio(),
        verdict.low(),
        verdict.high());
  }
}
