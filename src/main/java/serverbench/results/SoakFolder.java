package serverbench.results;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The folder of one soak, {@code results/<time>-<commit>-soak-<model>/}: soak.json with everything,
 * samples.csv for other tools, and the pictures.
 *
 * @param path of the folder
 */
public record SoakFolder(Path path) {

  public Path charts() {
    return path.resolve("charts");
  }

  /** Writes both files, each whole or not at all. */
  public void write(Soak soak) throws IOException {
    WholeFile.write(path.resolve("soak.json"), out -> RecordJson.write(soak, out));
    WholeFile.write(
        path.resolve("samples.csv"),
        out -> {
          Writer csv = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          csv.write(
              "seconds,open_files,threads,children,resident_bytes,children_resident_bytes,"
                  + "answers_per_second,p50_micros,p99_micros\n");
          for (SoakSample s : soak.samples()) {
            csv.write(
                String.format(
                    Locale.ROOT,
                    "%.2f,%d,%d,%d,%d,%d,%.1f,%.1f,%.1f%n",
                    s.seconds(),
                    s.openFiles(),
                    s.threads(),
                    s.children(),
                    s.residentBytes(),
                    s.childrenResidentBytes(),
                    s.answers(),
                    s.p50Micros(),
                    s.p99Micros()));
          }
          csv.flush();
        });
  }
}
