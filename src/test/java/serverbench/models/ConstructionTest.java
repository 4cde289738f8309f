package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serverbench.net.Errno;
import serverbench.net.ListeningSocket;
import serverbench.server.Endpoints;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/**
 * A server that does not get all the descriptors that it needs gives back those that it got,
 * whichever is the first to be refused.
 */
@EnabledOnOs(OS.LINUX)
class ConstructionTest {

  private static final ServerConfig CONFIG = ServerConfig.defaults().withWorkers(2).withReactors(2);

  /** More than any of them opens. */
  private static final int MOST_DESCRIPTORS = 100;

  static List<Choice> choices() {
    return Choice.all();
  }

  @ParameterizedTest
  @MethodSource("choices")
  void leavesNothingOpenWhenItFails(Choice choice) throws Exception {
    // Loads every class that is needed, for which there is no descriptor later on.
    Started.server(choice, CONFIG).close();
    assertThat(Errno.failure("accept", -Errno.EMFILE)).isInstanceOf(IOException.class);
    Set<String> before = openFiles();
    int lowestFree = lowestFreeDescriptor();
    int room = 0;
    boolean opened = false;
    while (!opened) {
      room++;
      assertThat(room).isLessThan(MOST_DESCRIPTORS);
      opened = opens(choice, lowestFree + room);
      Eventually.holds(
          () -> before.containsAll(openFiles()),
          () -> "before " + before + ", after " + openFiles());
    }
  }

  private static boolean opens(Choice choice, int descriptors) {
    Server server;
    try (DescriptorLimit _ = new DescriptorLimit(descriptors)) {
      server = choice.create(CONFIG, new Endpoints());
    } catch (IOException e) {
      return false;
    }
    server.close();
    return true;
  }

  private static int lowestFreeDescriptor() throws IOException {
    try (ListeningSocket socket =
        ListeningSocket.open(InetAddress.getLoopbackAddress(), 0, 1, Set.of())) {
      return socket.fd();
    }
  }

  /** Numbers and what is behind them, but for the directory that is being read. */
  private static Set<String> openFiles() {
    Set<String> open = new TreeSet<>();
    for (Path file : ProcEntry.list(Path.of("/proc/self/fd"))) {
      ProcEntry.target(file)
          .filter(target -> !target.startsWith("/proc/"))
          .ifPresent(target -> open.add(file.getFileName() + " " + target));
    }
    return open;
  }
}
