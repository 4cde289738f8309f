package serverbench.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import serverbench.results.RecordJson;
import serverbench.results.WholeFile;

/**
 * A file of records, one line of JSON each, to which lines are only added. It is written anew as a
 * whole each time, so that no crash leaves half a line; a line a night keeps it small.
 */
final class JsonLines {

  private JsonLines() {}

  /** All records in order; none when there is no such file. */
  static <T> List<T> read(Path file, Class<T> type) throws IOException {
    List<T> records = new ArrayList<>();
    if (!Files.exists(file)) {
      return records;
    }
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      try {
        records.add(RecordJson.readLine(lines.get(i), type));
      } catch (IOException e) {
        throw new IOException(file + ", line " + (i + 1) + ": " + e.getMessage(), e);
      }
    }
    return records;
  }

  static void append(Path file, Object record) throws IOException {
    String before = Files.exists(file) ? Files.readString(file) : "";
    if (!before.isEmpty() && !before.endsWith("\n")) {
      throw new IOException(file + ": the last line is cut short; mend it by hand");
    }
    WholeFile.write(file, before + RecordJson.line(record) + "\n");
  }
}
