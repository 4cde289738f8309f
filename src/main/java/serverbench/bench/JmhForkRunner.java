package serverbench.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import serverbench.models.Choice;
import serverbench.models.Model;

/**
 * Runs each fork through JMH's own runner, in this process. After every fork jmh.json holds the
 * results of all forks of models so far; jmh.log holds what JMH and the forks printed.
 */
final class JmhForkRunner implements ForkRunner, AutoCloseable {

  private static final String AOT_CACHE = "-XX:AOTCache=";

  private final Path folder;
  private final PrintStream log;
  private final List<BenchmarkResult> results = new ArrayList<>();
  private final ClientAotCache aotCache = new ClientAotCache();
  private Optional<Path> cache = Optional.empty();

  /**
   * @param folder the run's, exists already
   */
  JmhForkRunner(Path folder) throws IOException {
    this.folder = folder;
    this.log =
        new PrintStream(
            Files.newOutputStream(folder.resolve("jmh.log")), true, StandardCharsets.UTF_8);
  }

  /** Without the cache the forks warm up longer, and each records that it had none. */
  @Override
  public void prepare(Progress progress) {
    try {
      cache =
          aotCache.prepare(
              folder.resolve("aot.log"),
              () -> progress.preparing("training the load generator, once for this build"));
    } catch (IOException e) {
      e.printStackTrace(log);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the campaign's own thread", e);
    }
  }

  @Override
  public ForkOutcome run(ForkSpec fork, Progress progress) throws ForkFailure {
    try {
      Collection<RunResult> run = new Runner(options(fork), new ForkOutput(log, progress)).run();
      BenchmarkResult result = run.iterator().next().getBenchmarkResults().iterator().next();
      ForkOutcome outcome = outcome(result);
      if (fork.choice().isPresent()) {
        results.add(result);
        writeJson();
      }
      return outcome;
    } catch (RunnerException | RuntimeException | IOException e) {
      e.printStackTrace(log);
      throw ForkFailure.of(e);
    } finally {
      // Gone by now, unless JMH itself failed.
      ForkProcesses.end();
    }
  }

  @Override
  public void end() {
    aotCache.end();
    ForkProcesses.end();
  }

  private Options options(ForkSpec fork) {
    return new OptionsBuilder()
        .include("\\Q" + ServerBenchmark.class.getName() + "\\E\\.requests$")
        .param("subject", subject(fork))
        // Other forks need some value that JMH can parse.
        .param("model", model(fork).map(Choice::model).orElse(Model.values()[0]).name())
        .param("variant", model(fork).map(Choice::variant).orElse(Model.DEFAULT_VARIANT))
        .param("workload", fork.workload().name())
        .param("point", Integer.toString(fork.pointIndex()))
        .param("connections", Integer.toString(fork.connections().orElse(0)))
        .param("warmUpMillis", Long.toString(fork.timing().warmUpAtMost().toMillis()))
        .param("cpus", fork.cpus().text())
        .warmupIterations(ServerBenchmark.LOOP_WARM_UP)
        .warmupTime(TimeValue.milliseconds(ServerBenchmark.LOOP_WARM_UP_MILLIS))
        .measurementIterations(fork.timing().iterations())
        .measurementTime(TimeValue.milliseconds(fork.timing().iterationTime().toMillis()))
        .forks(1)
        // None: else JMH hands on this JVM's own flags, after those of the benchmark.
        .jvmArgs()
        .jvmArgsAppend(cache.map(file -> new String[] {AOT_CACHE + file}).orElse(new String[0]))
        .shouldFailOnError(true)
        .addProfiler(LoadProfiler.class)
        .timeout(TimeValue.seconds(60))
        .build();
  }

  private static String subject(ForkSpec fork) {
    return model(fork).isPresent() ? ServerFixture.MODEL : fork.label();
  }

  private static Optional<Choice> model(ForkSpec fork) {
    return fork.choice()
        .flatMap(choice -> choice instanceof Choice model ? Optional.of(model) : Optional.empty());
  }

  static ForkOutcome outcome(BenchmarkResult result) {
    List<Double> iterations = new ArrayList<>();
    List<LoadResult> load = new ArrayList<>();
    for (IterationResult iteration : result.getIterationResults()) {
      iterations.add(iteration.getPrimaryResult().getScore());
      for (Result<?> secondary : secondary(iteration)) {
        load.add((LoadResult) secondary);
      }
    }
    LoadResult merged = LoadResult.merge(load);
    if (merged.report() == null) {
      throw new IllegalStateException("the fork ended without its report");
    }
    return new ForkOutcome(
        result.getPrimaryResult().getScore(),
        iterations,
        result.getParams().getJvmArgs().stream().map(JmhForkRunner::recorded).toList(),
        merged);
  }

  /** Where the cache lies is nobody's business, and is another place for each jar and checkout. */
  static String recorded(String flag) {
    return flag.startsWith(AOT_CACHE) ? AOT_CACHE + "client.aot" : flag;
  }

  @SuppressWarnings({"rawtypes", "unchecked"})
  private static Collection<Result<?>> secondary(IterationResult iteration) {
    return (Collection) iteration.getRawSecondaryResults().get(LoadResult.LABEL);
  }

  private void writeJson() throws IOException {
    JmhJson.write(folder.resolve("jmh.json"), results);
  }

  @Override
  public void close() {
    log.close();
  }
}
