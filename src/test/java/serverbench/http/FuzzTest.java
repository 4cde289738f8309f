package serverbench.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The fuzz targets: over their seeds and all that once failed, over random damage to the seeds, and
 * under Jazzer, which looks for inputs that reach new code, in a process of its own for {@code
 * -Dfuzz.seconds} (3 without). What Jazzer found worth keeping stays in {@code target/fuzz}, where
 * the next run goes on.
 */
class FuzzTest {

  private static final int DAMAGED = 20_000;
  private static final Pattern RUNS = Pattern.compile("Done (\\d+) runs");

  @ParameterizedTest
  @EnumSource
  void passesItsSeeds(FuzzCorpus corpus) {
    List<byte[]> seeds = corpus.seeds();
    assertThat(seeds).hasSizeGreaterThan(500);
    seeds.forEach(corpus::run);
  }

  @ParameterizedTest
  @EnumSource
  void failsNoMoreWhereItOnceDid(FuzzCorpus corpus) throws IOException {
    for (Path input : corpus.regressions()) {
      try {
        corpus.run(Files.readAllBytes(input));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(input.toString(), e);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void passesDamagedSeeds(FuzzCorpus corpus) {
    List<byte[]> seeds = corpus.seeds();
    Random random = new Random(23);
    for (int round = 0; round < DAMAGED; round++) {
      byte[] input = seeds.get(random.nextInt(seeds.size())).clone();
      for (int damages = 1 + random.nextInt(4); damages > 0; damages--) {
        input[random.nextInt(input.length)] = (byte) random.nextInt(256);
      }
      corpus.run(input);
    }
  }

  @ParameterizedTest
  @EnumSource
  void passesWhatJazzerFinds(FuzzCorpus corpus) throws Exception {
    long seconds = Long.getLong("fuzz.seconds", 3);
    Path folder = Path.of("target/fuzz", corpus.target().getSimpleName()).toAbsolutePath();
    Path seeds = Files.createDirectories(folder.resolve("seeds"));
    Path found = Files.createDirectories(folder.resolve("found"));
    int number = 0;
    for (byte[] seed : corpus.seeds()) {
      Files.write(seeds.resolve(Integer.toString(number++)), seed);
    }
    Path log = folder.resolve("log");

    Process jazzer =
        new ProcessBuilder(command(corpus, folder, found, seeds, seconds))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = jazzer.waitFor(seconds + 120, TimeUnit.SECONDS);
    jazzer.destroyForcibly();

    String said = Files.readString(log);
    assertThat(ended).as(said).isTrue();
    assertThat(jazzer.exitValue()).as(said).isZero();
    Matcher runs = RUNS.matcher(said);
    assertThat(runs.find()).as(said).isTrue();
    assertThat(Integer.parseInt(runs.group(1))).isGreaterThan(number);
  }

  private static List<String> command(
      FuzzCorpus corpus, Path folder, Path found, Path seeds, long seconds) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:+EnableDynamicAgentLoading"));
    command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "-Xmx512m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + corpus.target().getName());
    command.add("--instrumentation_includes=serverbench.http.**");
    command.add("--reproducer_path=" + folder);
    command.add("-artifact_prefix=" + folder + File.separator);
    command.add("-max_total_time=" + seconds);
    // A hang is a finding; so is memory that grows.
    command.addAll(List.of("-timeout=20", "-rss_limit_mb=2048", "-max_len=8192"));
    command.addAll(List.of(found.toString(), seeds.toString()));
    return command;
  }
}
