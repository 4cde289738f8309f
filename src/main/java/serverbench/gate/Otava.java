package serverbench.gate;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import serverbench.results.RunFolder;
import serverbench.results.WholeFile;

/**
 * The history for Apache Otava: a CSV file a model, {@code time,commit,branch,} and a column for
 * each metric, and otava.yaml beside them, whose directions say which way is better.
 */
public final class Otava {

  private Otava() {}

  /** Writes all files. */
  public static void write(Map<String, List<HistoryPoint>> history, Path folder)
      throws IOException {
    Map<String, List<HistoryPoint>> models =
        history.values().stream()
            .flatMap(List::stream)
            .collect(Collectors.groupingBy(HistoryPoint::model, TreeMap::new, Collectors.toList()));
    StringBuilder config = new StringBuilder("tests:\n");
    for (Map.Entry<String, List<HistoryPoint>> model : models.entrySet()) {
      String name = RunFolder.plain(model.getKey());
      WholeFile.write(folder.resolve(name + ".csv"), csv(model.getValue()));
      config.append(config(name, model.getValue()));
    }
    WholeFile.write(folder.resolve("otava.yaml"), config.toString());
  }

  static String csv(List<HistoryPoint> points) {
    TreeSet<String> columns = new TreeSet<>();
    TreeMap<Instant, List<HistoryPoint>> nights = new TreeMap<>();
    for (HistoryPoint point : points) {
      columns.add(column(point));
      nights.computeIfAbsent(point.time(), _ -> new ArrayList<>()).add(point);
    }
    StringBuilder csv = new StringBuilder("time,commit,branch");
    columns.forEach(column -> csv.append(',').append(column));
    csv.append('\n');
    for (Map.Entry<Instant, List<HistoryPoint>> night : nights.entrySet()) {
      HistoryPoint any = night.getValue().getFirst();
      csv.append(night.getKey()).append(',').append(plain(any.commit()));
      csv.append(',').append(plain(any.branch()));
      Map<String, Double> values =
          night.getValue().stream()
              .collect(Collectors.toMap(Otava::column, HistoryPoint::head, (_, last) -> last));
      for (String column : columns) {
        Double value = values.get(column);
        csv.append(',').append(value == null ? "" : String.format(Locale.ROOT, "%.6g", value));
      }
      csv.append('\n');
    }
    return csv.toString();
  }

  private static String config(String model, List<HistoryPoint> points) {
    TreeMap<String, HistoryPoint> columns = new TreeMap<>();
    points.forEach(point -> columns.put(column(point), point));
    StringBuilder text = new StringBuilder();
    text.append("  ").append(model).append(":\n");
    text.append("    type: csv\n    file: ").append(model).append(".csv\n");
    text.append("    time_column: time\n    attributes: [commit, branch]\n    metrics:\n");
    for (Map.Entry<String, HistoryPoint> column : columns.entrySet()) {
      boolean lower = column.getValue().better().equals(Metric.Better.LOWER.name());
      text.append("      ").append(column.getKey()).append(":\n");
      text.append("        column: ").append(column.getKey()).append('\n');
      text.append("        direction: ").append(lower ? -1 : 1).append('\n');
      text.append("        scale: 1\n");
    }
    text.append("    csv_options:\n      delimiter: \",\"\n      quote_char: '\"'\n");
    return text.toString();
  }

  /** "latency_5000_per_second_p99": the series without its model. */
  private static String column(HistoryPoint point) {
    return point.series().substring(point.model().length() + 1).replaceAll("[^A-Za-z0-9]", "_");
  }

  private static String plain(String text) {
    return text.replaceAll("[,\"\\r\\n]", "_");
  }
}
