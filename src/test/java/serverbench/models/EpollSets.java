package serverbench.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the epoll descriptors of this process watch: the tfd lines of /proc/self/fdinfo. */
final class EpollSets {

  /**
   * One registration.
   *
   * @param events the mask, EPOLLERR and EPOLLHUP included, which the kernel adds
   */
  record Watch(String epoll, int fd, int events) {}

  private static final Pattern LINE = Pattern.compile("tfd:\\s+(\\d+) events:\\s+([0-9a-f]+)");

  private EpollSets() {}

  static Set<Watch> watches() throws IOException {
    Set<Watch> found = new HashSet<>();
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fdinfo"))) {
      for (Path file : (Iterable<Path>) files::iterator) {
        try {
          Matcher line = LINE.matcher(Files.readString(file));
          while (line.find()) {
            found.add(
                new Watch(
                    file.getFileName().toString(),
                    Integer.parseInt(line.group(1)),
                    Integer.parseUnsignedInt(line.group(2), 16)));
          }
        } catch (NoSuchFileException e) {
          // The descriptor that listed the folder, or one closed in between.
          continue;
        }
      }
    }
    return found;
  }
}
