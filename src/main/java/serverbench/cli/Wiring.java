package serverbench.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import serverbench.bench.Profile;
import serverbench.charts.Charts;
import serverbench.http.Limits;
import serverbench.measure.MachineFacts;
import serverbench.measure.SourceCommit;
import serverbench.report.Comparisons;
import serverbench.report.Report;
import serverbench.report.TerminalTable;
import serverbench.results.Comparison;
import serverbench.results.CsvTable;
import serverbench.results.LatencyFiles;
import serverbench.results.Run;
import serverbench.results.RunFolder;
import serverbench.results.RunSummary;
import serverbench.server.AccessLog;
import serverbench.server.Endpoints;
import serverbench.server.Handler;
import serverbench.server.ServerConfig;

/** Where the commands meet the other packages; everything else here knows only interfaces. */
final class Wiring {

  /** Descriptors that are not connections: jar, logs, pollers, children's pipes. */
  private static final long OTHER_FILES = 400;

  /**
   * What answers requests.
   *
   * @param log closed with it, or null without one
   */
  record Handling(Handler handler, AccessLog log) implements AutoCloseable {
    @Override
    public void close() {
      if (log == null) {
        return;
      }
      try {
        log.close();
      } catch (UncheckedIOException e) {
        throw CommandFailed.failed(e.getMessage() + ": " + Reason.of(e.getCause()), e);
      }
    }
  }

  static Handling handler() {
    return new Handling(new Endpoints(), null);
  }

  /**
   * @throws IOException when the file cannot be written
   */
  static Handling handler(Path accessLog) throws IOException {
    AccessLog log = new AccessLog(new Endpoints(), accessLog, InstantSource.system());
    return new Handling(log, log);
  }

  /**
   * The server has the process, and so its open files, to itself. Under a low limit it keeps a
   * quarter back, which is enough for every model.
   */
  static ServerConfig serveConfig() {
    long files = MachineFacts.readOpenFilesLimit();
    int connections = Math.clamp(files - Math.min(OTHER_FILES, files / 4), 1, Limits.UNLIMITED);
    return ServerConfig.defaults().withLimits(Limits.DEFAULT.withConnections(connections));
  }

  static Measurement measurement() {
    return new CampaignMeasurement();
  }

  static RunFiles runFiles() {
    return new RunFiles() {
      @Override
      public Path create(Path parent, Instant started, Profile profile) throws IOException {
        return RunFolder.create(parent, started, SourceCommit.read(), profile.label()).path();
      }

      @Override
      public void write(Run run, Path folder) throws IOException {
        RunFolder files = new RunFolder(folder);
        files.write(run);
        LatencyFiles.writeAll(run, files.latency());
      }

      @Override
      public Run read(Path folder) throws IOException {
        return new RunFolder(folder).read();
      }

      @Override
      public void render(RunSummary run, Path folder) throws IOException {
        RunFolder files = new RunFolder(folder);
        CsvTable.write(run, files.tableCsv());
        Charts.writeAll(run, files.charts());
        Report.writeAll(run, folder);
      }

      @Override
      public void makeLatest(Path folder) throws IOException {
        new RunFolder(folder).markLatest();
      }

      @Override
      public String table(RunSummary run, Console console) {
        return TerminalTable.render(run, console.columns(), console.style());
      }

      @Override
      public String comparison(Comparison comparison, Console console) {
        return Comparisons.terminal(comparison, console.columns(), console.style());
      }

      @Override
      public void write(Comparison comparison, Path folder) throws IOException {
        Comparisons.writeAll(comparison, folder);
      }

      @Override
      public void publish(RunSummary run, Path runJson, Path home) throws IOException {
        Publication.publish(run, runJson, home);
      }
    };
  }

  private Wiring() {}
}
