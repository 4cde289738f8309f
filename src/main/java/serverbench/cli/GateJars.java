package serverbench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import serverbench.bench.CpuPlacement;
import serverbench.bench.HostEnvironment;
import serverbench.bench.SideDescription;
import serverbench.bench.SideJar;
import serverbench.gate.GateJar;
import serverbench.gate.GatePlan;
import serverbench.results.Environment;
import serverbench.results.Pair;
import serverbench.results.Run;
import serverbench.results.RunFolder;
import serverbench.results.TemporaryFolder;

/**
 * The two jars of a gate: found by what people call them, and copied into the gate's folder, each
 * to a place of its own, so that nothing that is built meanwhile changes them and their AOT caches
 * stay apart.
 *
 * @param home the repository
 * @param console told what takes time
 * @param notes what is to be known of them is added here
 */
record GateJars(Path home, Console console, List<String> notes) {

  /** A jar as it was asked for. */
  record Found(Path file, GateJar jar) {}

  GateJars(Path home, Console console) {
    this(home, console, new ArrayList<>());
  }

  /** The jar that this program runs from. */
  Found own() throws IOException, InterruptedException {
    return jar(OwnJar.find("gate"), "this build");
  }

  /**
   * @param word a jar, a folder of results, or a git revision
   * @throws CommandFailed when it is none of them
   */
  Found find(String word) throws IOException, InterruptedException {
    Path path = Path.of(word);
    if (Files.isRegularFile(path)) {
      return jar(path, word);
    }
    if (Files.isRegularFile(path.resolve("plan.json"))) {
      return ofGate(path);
    }
    if (Files.isRegularFile(path.resolve("run.json"))) {
      return ofRun(path);
    }
    return revision(word)
        .orElseThrow(
            () ->
                CommandFailed.usage(
                    "'" + word + "' is no jar, no folder of results and no revision of " + home));
  }

  /** Where a side's jar lies in a gate's folder. */
  static Path place(Path folder, Pair.Side side) {
    return folder
        .resolve("jars")
        .resolve(side.name().toLowerCase(java.util.Locale.ROOT))
        .resolve("benchmarks.jar");
  }

  static SideJar side(Path folder, Pair.Side side, OptionalInt planted) {
    Path work = folder.resolve("work").resolve(side.name().toLowerCase(java.util.Locale.ROOT));
    return new SideJar(place(folder, side), work, planted);
  }

  static void install(Found found, Path folder, Pair.Side side) throws IOException {
    Path place = place(folder, side);
    Files.createDirectories(place.getParent());
    Files.copy(
        found.file(),
        place,
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.COPY_ATTRIBUTES);
  }

  /**
   * @throws CommandFailed when the jar in the gate's folder is not the one of its plan
   */
  static void requireSame(Path folder, Pair.Side side, GateJar jar) throws IOException {
    if (!sha256(place(folder, side)).equals(jar.sha256())) {
      throw CommandFailed.usage(place(folder, side) + " is not the jar that this gate began with");
    }
  }

  private Found jar(Path file, String word) throws IOException, InterruptedException {
    try (TemporaryFolder work = TemporaryFolder.create("serverbench-jar")) {
      SideDescription told = describe(new SideJar(file, work.path(), OptionalInt.empty()));
      return new Found(file, new GateJar(word, told.commit(), sha256(file)));
    }
  }

  private static SideDescription describe(SideJar jar) throws InterruptedException {
    try {
      return jar.describe();
    } catch (IOException e) {
      throw CommandFailed.usage(Reason.of(e));
    }
  }

  private Optional<Found> revision(String word) throws IOException, InterruptedException {
    RevisionJar revisions = new RevisionJar(home);
    Optional<String> commit = revisions.commit(word);
    if (commit.isEmpty()) {
      return Optional.empty();
    }
    Path file = revisions.of(commit.get(), console);
    String shortName = commit.get().substring(0, 12);
    return Optional.of(new Found(file, new GateJar(word, shortName, sha256(file))));
  }

  private Found ofGate(Path folder) throws IOException {
    GatePlan plan = GatePlan.read(folder);
    Path file = place(folder, Pair.Side.HEAD);
    if (!Files.isRegularFile(file)) {
      throw CommandFailed.usage(folder + " has no jar any more: " + file);
    }
    requireSame(folder, Pair.Side.HEAD, plan.head());
    label(folder, plan.environment());
    return new Found(
        file, new GateJar(folder.toString(), plan.head().commit(), plan.head().sha256()));
  }

  private Found ofRun(Path folder) throws IOException, InterruptedException {
    Run run = new RunFolder(folder).read();
    String commit = run.environment().commit();
    if (commit == null || commit.equals("unknown") || commit.endsWith("-dirty")) {
      throw CommandFailed.usage(
          folder + " does not tell from which commit it was built (" + commit + "): name a jar");
    }
    label(folder, run.environment());
    Found found =
        revision(commit)
            .orElseThrow(
                () -> CommandFailed.usage(folder + ": there is no commit " + commit + " here"));
    return new Found(found.file(), new GateJar(folder.toString(), commit, found.jar().sha256()));
  }

  /** Its numbers are not used, only its jar; but people may take them for the baseline's. */
  private void label(Path folder, Environment then) {
    difference(then, HostEnvironment.read(List.of(), CpuPlacement.SHARED))
        .ifPresent(
            difference ->
                notes.add(
                    folder
                        + " was measured elsewhere ("
                        + difference
                        + "): only its jar is taken, and measured again here."));
  }

  /** What makes numbers of two machines incomparable, in words; empty when nothing does. */
  static Optional<String> difference(Environment then, Environment now) {
    List<String> differences = new ArrayList<>();
    compare("CPU", then.cpu(), now.cpu(), differences);
    compare("JDK", then.jdk(), now.jdk(), differences);
    compare("cores", Integer.toString(then.cores()), Integer.toString(now.cores()), differences);
    return differences.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", differences));
  }

  private static void compare(String what, String then, String now, List<String> differences) {
    if (!java.util.Objects.equals(then, now)) {
      differences.add(what + " " + then + ", here " + now);
    }
  }

  static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
