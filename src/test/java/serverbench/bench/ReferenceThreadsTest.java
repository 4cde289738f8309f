package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import serverbench.measure.Side;
import serverbench.models.ProcEntry;
import serverbench.references.Reference;
import serverbench.server.Endpoints;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/**
 * Every thread that a reference starts counts as the server's: by its name, as the kernel has it.
 */
class ReferenceThreadsTest {

  @ParameterizedTest
  @EnumSource
  void countAsTheServers(Reference reference) throws Exception {
    reference.unsupported().ifPresent(reason -> Assumptions.abort(reference + ": " + reason));
    Map<String, String> before = kernelThreads();
    try (Server server = reference.create(ServerConfig.defaults(), new Endpoints())) {
      server.start();
      for (String path : new String[] {"/", "/sleep?us=100"}) {
        URLConnection request =
            URI.create("http://127.0.0.1:" + server.port() + path).toURL().openConnection();
        try (var body = request.getInputStream()) {
          body.readAllBytes();
        }
      }
      Map<String, String> started = kernelThreads();
      started.keySet().removeAll(before.keySet());
      // The JVM's own come and go meanwhile.
      started.values().removeIf(name -> name.startsWith("C1 ") || name.startsWith("C2 "));
      started.values().removeIf(name -> name.startsWith("GC Thread") || name.startsWith("G1 "));
      started.values().removeIf(name -> name.startsWith("Keep-Alive-"));
      assertThat(started).isNotEmpty();
      assertThat(started.values())
          .allSatisfy(name -> assertThat(Trial.SIDES.side(name)).as(name).isEqualTo(Side.SERVER));
    }
  }

  /** Names by thread id. */
  private static Map<String, String> kernelThreads() {
    Map<String, String> names = new HashMap<>();
    for (Path task : ProcEntry.list(Path.of("/proc/self/task"))) {
      ProcEntry.text(task.resolve("comm"))
          .ifPresent(name -> names.put(task.getFileName().toString(), name.strip()));
    }
    return names;
  }
}
