package serverbench.bench;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.openjdk.jmh.annotations.Fork;
import serverbench.models.NullServer;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/**
 * The AOT cache (JEP 483, 514) with the load generator's classes, loaded and linked, which shortens
 * the start of every fork; without profiles, see {@link ServerBenchmark}. Made once for a jar, a
 * JDK and the flags of the forks, under target/:
 *
 * <pre>
 *   this process: NullServer <==load== ClientTraining (-XX:AOTCacheOutput) --> target/aot/KEY.aot
 * </pre>
 *
 * The JVM itself refuses a cache that does not fit; a fork tells whether it used one by {@link
 * #inUse}.
 */
final class ClientAotCache {

  private static final long TRAINING_SECONDS = 60;
  private static final String ENDING = ".aot";

  private final AtomicReference<Process> training = new AtomicReference<>();

  /** The flags that a measuring fork has. */
  static List<String> forkFlags() {
    return List.of(ServerBenchmark.class.getAnnotation(Fork.class).jvmArgsPrepend());
  }

  /** Whether this JVM runs on such a cache; false where the host does not tell. */
  static boolean inUse() {
    try {
      return Files.readString(Path.of("/proc/self/maps")).contains(ENDING + "\n");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The cache, made if need be; about 6 s then, and meanwhile others wait for it.
   *
   * @param log takes what the JVM says about it
   * @param beforeMaking called when there is none yet
   * @return empty where there can be none: the classes are in no jar, or the JVM cannot make one
   */
  Optional<Path> prepare(Path log, Runnable beforeMaking) throws IOException, InterruptedException {
    Path jar = Path.of(System.getProperty("java.class.path"));
    if (!Files.isRegularFile(jar)) {
      return Optional.empty();
    }
    Path folder = Files.createDirectories(jar.toAbsolutePath().resolveSibling("aot"));
    Path cache = folder.resolve(key(jar) + ENDING);
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      if (!Files.isRegularFile(cache)) {
        beforeMaking.run();
        removeOthers(folder);
        make(jar, cache, log);
      }
    }
    return Files.isRegularFile(cache) ? Optional.of(cache) : Optional.empty();
  }

  /** Ends a training that is under way. From any thread. */
  void end() {
    Process process = training.get();
    if (process != null) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private void make(Path jar, Path cache, Path log) throws IOException, InterruptedException {
    Path part = cache.resolveSibling("." + cache.getFileName() + ".part");
    ServerConfig config = ServerConfig.defaults();
    try (Server server =
        new NullServer(config.bind(), config.backlog(), ClientTraining.BODY, false)) {
      start(server);
      Process process = train(jar, part, server.port(), log);
      training.set(process);
      try {
        if (!process.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
          return;
        }
      } finally {
        end();
        training.set(null);
      }
      if (Files.isRegularFile(part)) {
        Files.move(part, cache, StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void start(Server server) throws IOException {
    try {
      server.start();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the null server does not start", e);
    }
  }

  private static Process train(Path jar, Path part, int port, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(forkFlags());
    command.add("-XX:AOTCacheOutput=" + part);
    // The same text as JMH gives its forks: the JVM compares it.
    command.addAll(List.of("-cp", jar.toString(), ClientTraining.class.getName()));
    command.add(Integer.toString(port));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static String key(Path jar) throws IOException {
    String text =
        String.join(
            "\n",
            jar.toString(),
            Long.toString(Files.size(jar)),
            Files.getLastModifiedTime(jar).toString(),
            System.getProperty("java.home"),
            System.getProperty("java.vm.version"),
            String.join(" ", forkFlags()));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "client-" + HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Caches of older jars and flags; a JVM that has one open keeps it. */
  private static void removeOthers(Path folder) throws IOException {
    try (DirectoryStream<Path> caches = Files.newDirectoryStream(folder, "client-*" + ENDING)) {
      for (Path cache : caches) {
        Files.delete(cache);
      }
    }
  }
}
