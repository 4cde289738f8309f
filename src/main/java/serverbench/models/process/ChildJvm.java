package serverbench.models.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import serverbench.net.ChildProcess;
import serverbench.net.NativeIoException;
import serverbench.net.Spawn;
import serverbench.server.PlantedSlowdown;

/**
 * The command that starts a child: this JVM's own program, flags that fit how long the child lives,
 * the few classes that it needs, and a cache of them that makes its start short.
 */
final class ChildJvm {

  /** What a child is for. */
  enum Kind {
    /**
     * One connection, a tenth of a second perhaps: small, and compiled by C1 only, since C2 would
     * never be done.
     */
    CONNECTION(
        ConnectionChild.class,
        "-Xmx32m",
        "-XX:TieredStopAtLevel=1",
        // System.inheritedChannel uses reflection once: not worth a compiled accessor.
        "-Djdk.reflect.useNativeAccessorOnly=true"),

    /**
     * Connections for as long as the server runs: both compilers, and no profiles from the cache,
     * for what a short training run did not compile would be taken for cold. Requests allocate
     * little, so a large young generation would take minutes to be touched, and memory for nothing.
     */
    LISTENER(
        ListenerChild.class,
        "-Xms64m",
        "-Xmx64m",
        "-Xmn8m",
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:-AOTRecordTraining",
        "-XX:-AOTReplayTraining",
        "--enable-native-access=ALL-UNNAMED");

    private final Class<?> main;
    private final List<String> flags;

    Kind(Class<?> main, String... flags) {
      this.main = main;
      this.flags =
          Stream.concat(
                  Stream.of("-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xlog:disable"),
                  Stream.of(flags))
              .toList();
    }

    List<String> flags() {
      return flags;
    }
  }

  static final String PROGRAM = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /**
   * Nothing of this process's environment: options for other JVMs are not for these. UTF-8 is how
   * {@link Spawn} writes the arguments. A slow-down that the gate has planted is one of the whole
   * server.
   */
  private static final List<String> ENVIRONMENT =
      PlantedSlowdown.percent().isPresent()
          ? List.of(
              "LC_ALL=C.UTF-8",
              PlantedSlowdown.VARIABLE + "=" + PlantedSlowdown.percent().getAsInt())
          : List.of("LC_ALL=C.UTF-8");

  private final List<String> arguments;
  private final Optional<Path> output;

  private ChildJvm(List<String> arguments, Optional<Path> output) {
    this.arguments = arguments;
    this.output = output;
  }

  /** Children that write to this process's stderr. Makes their cache, if it is not there yet. */
  static ChildJvm of(Kind kind, ChildSettings settings) {
    ChildClasses classes = ChildClasses.of(settings.handler().handlerClass());
    List<String> cache =
        AotCache.of(kind, classes).map(file -> List.of("-XX:AOTCache=" + file)).orElse(List.of());
    return new ChildJvm(command(kind, cache, classes.classPath(), settings), Optional.empty());
  }

  /** A child that leaves a cache behind when it ends. */
  static ChildJvm training(Kind kind, Path jar, ChildSettings settings, Path cache, Path output) {
    List<String> flags = List.of("-XX:AOTCacheOutput=" + cache);
    return new ChildJvm(command(kind, flags, jar.toString(), settings), Optional.of(output));
  }

  private static List<String> command(
      Kind kind, List<String> flags, String classPath, ChildSettings settings) {
    List<String> command = new ArrayList<>(kind.flags);
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, kind.main.getName()));
    command.addAll(settings.toArguments());
    return List.copyOf(command);
  }

  /**
   * Starts a child and does not wait for it.
   *
   * @param descriptors the child's 0, 3, 4
   */
  ChildProcess start(List<Integer> descriptors) throws NativeIoException {
    return new Spawn(PROGRAM, arguments, ENVIRONMENT, descriptors, output).start();
  }
}
