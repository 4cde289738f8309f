package serverbench.models.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The cache of loaded and linked classes that children start from (JEP 483, 514, 515): written by a
 * JVM that a training run was made with, next to the children's jar, once for each JDK, set of
 * flags and content of the jar. JVMs that want it at the same time make it one after the other.
 * Without it children work and take about three times as long to start.
 */
final class AotCache {

  private static final System.Logger LOG = System.getLogger(AotCache.class.getName());
  private static final Duration UNUSED = Duration.ofHours(1);

  /** Where training failed once there is no use in trying again. */
  private static final Set<Path> FAILED = ConcurrentHashMap.newKeySet();

  private AotCache() {}

  /** The cache for such children, made if it is not there; empty, and said, where that fails. */
  static synchronized Optional<Path> of(ChildJvm.Kind kind, ChildClasses classes) {
    if (classes.jar().isEmpty()) {
      return Optional.empty();
    }
    Path jar = classes.jar().get();
    Path cache = jar.resolveSibling(name(kind));
    if (FAILED.contains(cache)) {
      return Optional.empty();
    }
    try {
      if (!Files.exists(cache)) {
        make(kind, jar, cache);
      }
      Files.setLastModifiedTime(cache, FileTime.from(Instant.now()));
      return Optional.of(cache);
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "child processes start slower, without a cache for their JVM: {0}",
          e.toString());
      FAILED.add(cache);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static void make(ChildJvm.Kind kind, Path jar, Path cache)
      throws IOException, InterruptedException {
    Path lockFile = jar.resolveSibling("lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (lock.isValid() && !Files.exists(cache)) {
        Path part = cache.resolveSibling(cache.getFileName() + ".part");
        Path output = cache.resolveSibling(cache.getFileName() + ".log");
        Files.deleteIfExists(part);
        Files.deleteIfExists(output);
        Training.run(kind, jar, part, output);
        prove(kind, jar, part, output);
        Files.move(part, cache, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(output);
        removeUnused(jar.getParent());
      }
    }
  }

  /** A JVM falls back silently when a cache does not fit; here it has to say. */
  private static void prove(ChildJvm.Kind kind, Path jar, Path cache, Path output)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(ChildJvm.PROGRAM));
    command.addAll(kind.flags());
    command.addAll(List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache));
    command.addAll(List.of("-cp", jar.toString(), "-version"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    int status = builder.start().waitFor();
    if (status != 0) {
      throw new IOException("the JVM refuses its cache, see " + output);
    }
  }

  /** Caches of earlier builds are large and of no use; the jar stays for whoever runs from it. */
  private static void removeUnused(Path folder) throws IOException {
    Instant oldest = Instant.now().minus(UNUSED);
    try (Stream<Path> files = Files.walk(folder.getParent())) {
      files.filter(file -> isUnused(file, oldest)).forEach(AotCache::delete);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isUnused(Path file, Instant oldest) {
    try {
      return file.toString().endsWith(".aot")
          && Files.getLastModifiedTime(file).toInstant().isBefore(oldest);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(ChildJvm.Kind kind) {
    String made =
        String.join(
            "\n",
            ChildJvm.PROGRAM,
            System.getProperty("java.vm.version"),
            String.join(" ", kind.flags()));
    String key = ChildClasses.digest(made.getBytes(StandardCharsets.UTF_8));
    return kind.name().toLowerCase(Locale.ROOT) + "-" + key + ".aot";
  }
}
