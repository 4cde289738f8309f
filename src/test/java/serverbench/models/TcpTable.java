package serverbench.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kernel's table of TCP sockets over IPv4 (proc(5), /proc/net/tcp). */
final class TcpTable {

  private static final int LISTENING = 0x0a;

  private record Row(int localPort, int remotePort, int state, long unreadBytes, long inode) {

    static Row of(String line) {
      String[] fields = line.strip().split("\\s+");
      return new Row(
          port(fields[1]),
          port(fields[2]),
          Integer.parseInt(fields[3], 16),
          Long.parseLong(fields[4].substring(fields[4].indexOf(':') + 1), 16),
          Long.parseLong(fields[9]));
    }

    private static int port(String address) {
      return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
    }
  }

  private TcpTable() {}

  /** Inodes of the sockets that listen on the port. */
  static Set<Long> listening(int port) {
    return inodes(row -> row.localPort == port && row.state == LISTENING);
  }

  /** Inodes of all sockets of the port's server: those that listen, and its ends of connections. */
  static Set<Long> of(int port) {
    return inodes(row -> row.localPort == port);
  }

  /** Inode of the server's end of the connection; none (0) while it waits in a backlog. */
  static long accepted(int serverPort, int clientPort) {
    return inodes(row -> row.localPort == serverPort && row.remotePort == clientPort).stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /** What this client has sent and its server has not taken yet. */
  static long unreadBytes(int clientPort) {
    return rows(row -> row.remotePort == clientPort).mapToLong(Row::unreadBytes).sum();
  }

  private static Set<Long> inodes(Predicate<Row> wanted) {
    return rows(wanted).map(Row::inode).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<Row> rows(Predicate<Row> wanted) {
    try {
      List<String> lines = Files.readAllLines(Path.of("/proc/net/tcp"));
      return lines.stream().skip(1).map(Row::of).filter(wanted);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
