package serverbench.bench;

import java.io.PrintStream;
import java.util.Collection;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.IterationType;
import org.openjdk.jmh.runner.format.OutputFormat;

/**
 * Receives what JMH would print: all of it goes to the log, and what people wait for goes to the
 * progress. The fork's own output arrives here too; its lines that begin with {@value #PHASE} name
 * the phase that it enters.
 */
final class ForkOutput implements OutputFormat {

  static final String PHASE = "# phase: ";

  /** The fork's word for the end of its warm-up. */
  static final String MEASURE = "measure";

  private final PrintStream log;
  private final Progress progress;
  private final StringBuilder line = new StringBuilder();
  private String measuring = MEASURE;
  private boolean forkDied;

  ForkOutput(PrintStream log, Progress progress) {
    this.log = log;
    this.progress = progress;
  }

  @Override
  public void startRun() {}

  @Override
  public void startBenchmark(BenchmarkParams params) {
    println("# JVM: " + params.getJvm() + " " + String.join(" ", params.getJvmArgs()));
    println("# Benchmark: " + params.id());
  }

  @Override
  public void iteration(BenchmarkParams params, IterationParams iteration, int number) {
    if (iteration.getType() == IterationType.WARMUP) {
      return;
    }
    measuring = MEASURE + " " + number + "/" + iteration.getCount();
    // JMH begins its first iteration before the fixture starts the server and warms up: that one
    // is announced by the fixture.
    if (number > 1) {
      println(PHASE + MEASURE);
    }
  }

  @Override
  public void iterationResult(
      BenchmarkParams params, IterationParams iteration, int number, IterationResult data) {
    println("# score: " + data.getPrimaryResult());
    progress.score(data.getPrimaryResult().getScore());
  }

  @Override
  public void endBenchmark(BenchmarkResult result) {}

  @Override
  public void endRun(Collection<RunResult> results) {}

  @Override
  public synchronized void print(String text) {
    log.print(text);
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '\n') {
        endOfLine();
      } else {
        line.append(character);
      }
    }
  }

  @Override
  public void println(String text) {
    print(text + "\n");
  }

  @Override
  public void verbosePrintln(String text) {
    log.println(text);
  }

  @Override
  public void write(int character) {
    print(String.valueOf((char) character));
  }

  @Override
  public void write(byte[] bytes) {
    print(new String(bytes, java.nio.charset.Charset.defaultCharset()));
  }

  @Override
  public void flush() {
    log.flush();
  }

  /** The log stays open: there is one for all forks. */
  @Override
  public void close() {
    log.flush();
  }

  private void endOfLine() {
    // After this line JMH repeats the last lines that the fork printed.
    forkDied |= line.indexOf("<forked VM failed") == 0;
    if (!forkDied && line.indexOf(PHASE) == 0) {
      String phase = line.substring(PHASE.length()).strip();
      progress.phase(phase.equals(MEASURE) ? measuring : phase);
    }
    line.setLength(0);
  }
}
