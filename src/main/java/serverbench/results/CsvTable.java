package serverbench.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * table.csv: one row for each model, workload and point, in the article's order, as RFC 4180 has it
 * (CRLF, quotes doubled). Units stand in the column names; a cell is empty where there is no
 * number.
 */
public final class CsvTable {

  private static final String COLUMNS =
      "workload,point,connections,idle_connections,loop,number,model,family,backend,status,forks_ok,forks_failed,"
          + "throughput_per_second,throughput_low_per_second,throughput_high_per_second,rank_best,rank_worst,"
          + "target_rate_per_second,achieved_rate_per_second,schedule_lag_p99_us,drops,saturated,"
          + "p50_ms,p90_ms,p99_ms,p99_9_ms,max_ms,raw_p99_ms,responses,errors,errors_by_kind,"
          + "server_cpu_us_per_request,client_cpu_us_per_request,gc_cpu_us_per_request,"
          + "jit_cpu_us_per_request,context_switches_per_request,allocated_bytes_per_request,"
          + "server_threads,server_processes,memory_bytes,live_heap_bytes,open_files,steal_fraction,"
          + "load_average,load_average_after,clock_mhz,clock_mhz_after,"
          + "core_round_trip_ns,core_work_ns,flags,failures,article_requests_per_second";

  private CsvTable() {}

  public static void write(RunSummary run, Path file) throws IOException {
    WholeFile.write(file, render(run));
  }

  /** The whole table as text. */
  static String render(RunSummary run) {
    StringBuilder csv = new StringBuilder(COLUMNS).append("\r\n");
    for (PointSummary point : run.points()) {
      Ranking ranking = point.ranking();
      for (Summary summary : point.summaries()) {
        csv.append(row(summary, ranking)).append("\r\n");
      }
    }
    return csv.toString();
  }

  private static String row(Summary summary, Ranking ranking) {
    List<String> cells = new ArrayList<>();
    cells.add(summary.workload().name());
    cells.add(summary.point().label());
    cells.add(String.valueOf(summary.point().connections()));
    cells.add(String.valueOf(summary.point().idleConnections()));
    cells.add(summary.workload().loop());
    cells.add(summary.model().numberText());
    cells.add(summary.model().name());
    cells.add(summary.model().family());
    cells.add(summary.model().backend());
    cells.add(status(summary));
    cells.add(String.valueOf(summary.forksOk()));
    cells.add(String.valueOf(summary.forksFailed()));
    cells.add(number(summary.throughput()));
    cells.add(summary.interval().map(interval -> number(interval.low())).orElse(""));
    cells.add(summary.interval().map(interval -> number(interval.high())).orElse(""));
    // On a schedule the rate is the schedule's, whoever answers.
    Optional<Ranking.Place> place =
        summary.workload().onSchedule() ? Optional.empty() : ranking.placeOf(summary);
    cells.add(place.map(span -> String.valueOf(span.best())).orElse(""));
    cells.add(place.map(span -> String.valueOf(span.worst())).orElse(""));
    addOpenLoop(cells, summary);
    for (double percentile : new double[] {50, 90, 99, 99.9, 100}) {
      cells.add(number(summary.latencyMillis(percentile)));
    }
    cells.add(number(summary.rawLatencyMillis(99)));
    cells.add(summary.measured() ? String.valueOf(summary.latency().getTotalCount()) : "");
    cells.add(summary.measured() ? String.valueOf(summary.errorsTotal()) : "");
    cells.add(
        summary.errors().entrySet().stream()
            .map(error -> error.getKey() + "=" + error.getValue())
            .collect(Collectors.joining(" ")));
    addResources(cells, summary);
    cells.add(String.join(" ", summary.rules()));
    cells.add(String.join("; ", summary.failures()));
    Double articleQps = summary.model().articleQps();
    cells.add(articleQps == null ? "" : number(articleQps));
    return cells.stream().map(CsvTable::quoted).collect(Collectors.joining(","));
  }

  private static String status(Summary summary) {
    if (summary.measured()) {
      return "ok";
    }
    return summary.notApplicable().isPresent()
        ? "not_applicable"
        : summary.missing() ? "not_run" : "failed";
  }

  private static void addOpenLoop(List<String> cells, Summary summary) {
    Optional<OpenLoop> openLoop = summary.openLoop();
    cells.add(openLoop.map(loop -> number(loop.targetRate())).orElse(""));
    cells.add(openLoop.map(loop -> number(loop.achievedRate())).orElse(""));
    cells.add(openLoop.map(loop -> number(loop.scheduleLagP99Micros())).orElse(""));
    cells.add(openLoop.map(loop -> String.valueOf(loop.drops())).orElse(""));
    cells.add(openLoop.map(loop -> String.valueOf(loop.saturated())).orElse(""));
  }

  private static void addResources(List<String> cells, Summary summary) {
    List<ToDoubleFunction<Resources>> fields =
        List.of(
            Resources::serverCpuMicrosPerRequest,
            Resources::clientCpuMicrosPerRequest,
            Resources::gcCpuMicrosPerRequest,
            Resources::jitCpuMicrosPerRequest,
            Resources::serverContextSwitchesPerRequest,
            Resources::serverAllocatedBytesPerRequest,
            Resources::serverThreads,
            Resources::serverProcesses,
            Resources::residentBytes,
            used -> used.liveHeapBytes() == null ? -1 : used.liveHeapBytes(),
            Resources::openFiles,
            Resources::stealFraction,
            Resources::loadAverage,
            used -> used.ofMachine(Machine::loadAverageAfter).orElse(-1.0),
            used -> used.ofMachine(Machine::clockMegahertzBefore).orElse(-1.0),
            used -> used.ofMachine(Machine::clockMegahertzAfter).orElse(-1.0),
            used -> used.ofMachine(Machine::coreRoundTripNanos).orElse(-1.0),
            used -> used.ofMachine(Machine::coreWorkNanos).orElse(-1.0));
    for (ToDoubleFunction<Resources> field : fields) {
      double value = summary.resources().map(field::applyAsDouble).orElse(-1.0);
      cells.add(value < 0 ? "" : number(value));
    }
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? number(value.getAsDouble()) : "";
  }

  /** At most four decimals, no exponent, a point in every locale. */
  private static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.valueOf((long) value);
    }
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static String quoted(String cell) {
    if (cell == null) {
      return "";
    }
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
