package serverbench.bench;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import serverbench.results.ForkFile;
import serverbench.results.RecordJson;
import serverbench.server.PlantedSlowdown;

/**
 * One side of a gate: a jar, and forks run with its classes and no others. It should lie in a
 * folder of its own, where it puts the AOT caches that belong to it.
 *
 * <p>{@link #run} is called by one thread; {@link #end} by any.
 */
public final class SideJar {

  private static final long DESCRIBE_SECONDS = 60;

  /** Several times what the longest takes, with every answer of it late. */
  private static final long RUN_MINUTES = 10;

  private static final long POLITE_SECONDS = 3;

  private final Path jar;
  private final Path work;
  private final OptionalInt plantedPercent;
  private final AtomicReference<Process> running = new AtomicReference<>();

  /**
   * @param jar with all that it needs
   * @param work folder for the logs and the result of the fork that ran last, made when missing
   * @param plantedPercent of more work in its {@code /cpu}; empty but for a test of the gate
   */
  public SideJar(Path jar, Path work, OptionalInt plantedPercent) {
    this.jar = jar.toAbsolutePath();
    this.work = work.toAbsolutePath();
    this.plantedPercent = plantedPercent;
  }

  /**
   * Asks the jar what it is.
   *
   * @throws IOException with one line when it does not tell: it is no jar of this suite, or older
   *     than its gate
   */
  public SideDescription describe() throws IOException, InterruptedException {
    Files.createDirectories(work);
    Path out = work.resolve("describe.json");
    Process process =
        command(ForkMain.DESCRIBE)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(out.toFile())
            .start();
    running.set(process);
    try {
      if (!process.waitFor(DESCRIBE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException(
            jar
                + " cannot be measured by the gate: it has no working "
                + ForkMain.class.getName()
                + " ("
                + lastWords()
                + ")");
      }
    } finally {
      end();
    }
    return RecordJson.readLine(Files.readString(out), SideDescription.class);
  }

  /**
   * Runs a fork and returns when it and all its processes are gone.
   *
   * @throws IOException with one line when its process left no result
   */
  ForkFile run(ForkRequest request) throws IOException, InterruptedException {
    Files.createDirectories(work);
    Path result = work.resolve(ForkMain.RESULT);
    Files.deleteIfExists(result);
    Files.deleteIfExists(jmhJson());
    Process process =
        command(ForkMain.RUN, work.toString())
            .redirectOutput(work.resolve("stdout.log").toFile())
            .start();
    running.set(process);
    try {
      ask(process, request);
      if (!process.waitFor(RUN_MINUTES, TimeUnit.MINUTES)) {
        throw new IOException("the fork had not ended after " + RUN_MINUTES + " minutes");
      }
      int code = process.exitValue();
      if (code != 0 || !Files.isRegularFile(result)) {
        throw new IOException("the process of the fork ended with " + code + ": " + lastWords());
      }
    } finally {
      end();
    }
    return ForkFile.read(result);
  }

  /** Its stdin stays open: its end would end the fork. */
  private static void ask(Process process, ForkRequest request) {
    byte[] line = (RecordJson.line(request) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      process.getOutputStream().write(line);
      process.getOutputStream().flush();
    } catch (IOException e) {
      // It has ended without reading: its exit code and last words, looked at next, say why.
    }
  }

  /** What the processes of the last fork printed; may not exist. */
  Path log() {
    return work.resolve("jmh.log");
  }

  /** JMH's own JSON of the last fork; there only when it went well and was of a model. */
  Path jmhJson() {
    return work.resolve("jmh.json");
  }

  /** Ends the process that runs, if any, with its descendants, and waits until they are gone. */
  void end() {
    Process process = running.getAndSet(null);
    if (process == null) {
      return;
    }
    List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
    family.add(process.toHandle());
    family.forEach(ProcessHandle::destroy);
    boolean interrupted = Thread.interrupted();
    for (ProcessHandle member : family) {
      interrupted |= !awaitExit(member);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Forces it after {@value #POLITE_SECONDS} s; false when interrupted meanwhile. */
  private static boolean awaitExit(ProcessHandle process) {
    try {
      process.onExit().get(POLITE_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (java.util.concurrent.TimeoutException e) {
      process.destroyForcibly();
      process.onExit().join();
      return true;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      process.onExit().join();
      return false;
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException("waiting for a process failed", e);
    }
  }

  private ProcessBuilder command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // It waits for its fork: not worth an optimizing compiler or a collector with threads.
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(
        ClientAotCache.forkFlags().stream().filter(flag -> flag.startsWith("--")).toList());
    command.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
    // The gate has the machine's lock; JMH's may still be held by a fork of a gate that was killed.
    command.add("-Djmh.ignoreLock=true");
    command.addAll(List.of("-cp", jar.toString(), ForkMain.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(work.resolve("stderr.log").toFile());
    builder.environment().remove(PlantedSlowdown.VARIABLE);
    plantedPercent.ifPresent(
        percent -> builder.environment().put(PlantedSlowdown.VARIABLE, Integer.toString(percent)));
    return builder;
  }

  private String lastWords() throws IOException {
    try (Stream<String> lines = Files.lines(work.resolve("stderr.log"))) {
      return lines
          .filter(line -> !line.isBlank() && !line.startsWith("\t"))
          .reduce((_, next) -> next)
          .map(String::strip)
          .orElse("it said nothing");
    }
  }
}
