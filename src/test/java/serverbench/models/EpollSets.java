package serverbench.models;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  static Set<Watch> watches() {
    Set<Watch> found = new HashSet<>();
    for (Path file : ProcEntry.list(Path.of("/proc/self/fdinfo"))) {
      Matcher line = LINE.matcher(ProcEntry.text(file).orElse(""));
      while (line.find()) {
        found.add(
            new Watch(
                file.getFileName().toString(),
                Integer.parseInt(line.group(1)),
                Integer.parseUnsignedInt(line.group(2), 16)));
      }
    }
    return found;
  }
}
