package serverbench.models.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import serverbench.server.Handler;

/**
 * Where children find their classes: a small jar with what they need of this program, which a JVM
 * opens faster than the whole, and without which there is no cache (a JVM makes none for folders of
 * classes). It is made once and lies at {@code target/child-jvm/<digest of its content>/child.jar}.
 *
 * @param jar that jar, or empty where it cannot be made
 * @param classPath of a child
 */
record ChildClasses(Optional<Path> jar, String classPath) {

  private static final System.Logger LOG = System.getLogger(ChildClasses.class.getName());

  private static final List<String> PACKAGES =
      List.of("net", "http", "server", "models/connection", "models/lifecycle", "models/process");

  private static final String FOLDER = "child-jvm";
  private static final int KEY_DIGITS = 16;

  /** The jar of this JVM's program: its content does not change while the program runs. */
  private static Optional<Path> made;

  /** Classes for children with this handler. */
  static ChildClasses of(String handlerClass) {
    Optional<Path> jar = madeOnce();
    String everything = System.getProperty("java.class.path");
    if (jar.isEmpty()) {
      return new ChildClasses(jar, everything);
    }
    // A handler from elsewhere (tests, another program) needs the class path that it came from.
    return new ChildClasses(
        jar, isOurs(handlerClass) ? jar.get().toString() : jar.get() + ":" + everything);
  }

  private static synchronized Optional<Path> madeOnce() {
    if (made == null || made.isPresent() && !Files.exists(made.get())) {
      try {
        made = Optional.of(make());
      } catch (IOException | RuntimeException e) {
        LOG.log(
            System.Logger.Level.WARNING,
            "child processes start slower, without a cache, since there is no jar for it: {0}",
            e.toString());
        made = Optional.empty();
      }
    }
    return made;
  }

  private static Path make() throws IOException {
    Path source = source(ChildClasses.class);
    byte[] jar = jarOf(Files.isDirectory(source) ? fromFolder(source) : fromJar(source));
    Path folder = source.resolveSibling(FOLDER).resolve(digest(jar));
    Path file = folder.resolve("child.jar");
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, "child", ".part");
      Files.write(part, jar);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }

  private static SortedMap<String, byte[]> fromJar(Path jar) throws IOException {
    try (FileSystem files = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
      return fromFolder(files.getPath("/"));
    }
  }

  private static SortedMap<String, byte[]> fromFolder(Path root) throws IOException {
    SortedMap<String, byte[]> classes = new TreeMap<>();
    for (String name : PACKAGES) {
      try (Stream<Path> files = Files.walk(root.resolve("serverbench/" + name))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
          classes.put(root.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
    }
    return classes;
  }

  /** Uncompressed and without times: the same classes make the same jar. */
  private static byte[] jarOf(SortedMap<String, byte[]> classes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream jar = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : classes.entrySet()) {
        CRC32 checksum = new CRC32();
        checksum.update(file.getValue());
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(file.getValue().length);
        entry.setCrc(checksum.getValue());
        entry.setTime(0);
        jar.putNextEntry(entry);
        jar.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static boolean isOurs(String handlerClass) {
    try {
      return source(Class.forName(handlerClass)).equals(source(Handler.class))
          && handlerClass.startsWith("serverbench.server.");
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static Path source(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  static String digest(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest).substring(0, KEY_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new UncheckedIOException(new IOException("every JDK has SHA-256", e));
    }
  }
}
