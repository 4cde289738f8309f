package serverbench.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import serverbench.server.AccessLog;
import serverbench.server.Endpoints;
import serverbench.server.Handler;
import serverbench.server.PlantedSlowdown;

/**
 * What a measured server does with requests, with an access log where the workload asks for one,
 * and with a planted slow-down where the gate has set one. The log goes to a temporary file, which
 * is deleted at the end.
 *
 * @param handler answers the requests
 * @param log closed at the end, where there is one
 * @param file of the log
 */
record Handling(Handler handler, Optional<AccessLog> log, Optional<Path> file)
    implements AutoCloseable {

  static Handling of(Workload workload) throws IOException {
    Handler answers =
        PlantedSlowdown.percent().isPresent() ? new PlantedSlowdown() : new Endpoints();
    if (!workload.logsAccesses()) {
      return new Handling(answers, Optional.empty(), Optional.empty());
    }
    Path file = Files.createTempFile("serverbench-access", ".log");
    file.toFile().deleteOnExit();
    AccessLog log = new AccessLog(answers, file, InstantSource.system());
    return new Handling(log, Optional.of(log), Optional.of(file));
  }

  @Override
  public void close() throws IOException {
    try {
      log.ifPresent(AccessLog::close);
    } finally {
      if (file.isPresent()) {
        Files.deleteIfExists(file.get());
      }
    }
  }
}
