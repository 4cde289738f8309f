package serverbench.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import serverbench.results.ForkFile;
import serverbench.results.ForkResult;
import serverbench.results.RecordJson;
import serverbench.results.Run;

/**
 * Runs one fork with the classes of its own jar and leaves the result as a file: how a gate
 * measures a jar of another revision.
 *
 * <pre>
 *   gate --stdin: request--> ForkMain (this jar) --JMH--> fork (this jar) --> FOLDER/fork.json
 * </pre>
 *
 * The request is one line on stdin, which stays open: its end means that the gate is gone, and then
 * the fork goes too, so that nothing disturbs whoever measures next.
 */
public final class ForkMain {

  static final String DESCRIBE = "describe";
  static final String RUN = "run";
  static final String RESULT = "fork.json";

  private ForkMain() {}

  /**
   * @param arguments "describe", which prints a {@link SideDescription} as one line of JSON; or
   *     "run" and the folder for the result
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 1 && arguments[0].equals(DESCRIBE)) {
      System.out.println(RecordJson.line(SideDescription.ofThis()));
      return;
    }
    if (arguments.length != 2 || !arguments[0].equals(RUN)) {
      throw new IllegalArgumentException("describe, or run FOLDER; not " + List.of(arguments));
    }
    Path folder = Path.of(arguments[1]);
    ForkRequest request = RecordJson.readLine(line(System.in), ForkRequest.class);
    try (JmhForkRunner forks = new JmhForkRunner(folder)) {
      Thread.ofPlatform().daemon().name("gate-watch").start(() -> endWithGate(forks));
      run(request.spec(), forks).write(folder.resolve(RESULT));
    }
    System.exit(0);
  }

  private static ForkFile run(ForkSpec fork, JmhForkRunner forks) {
    forks.prepare(new SilentProgress());
    try {
      ForkOutcome outcome = forks.run(fork, new SilentProgress());
      return file(outcome.jvmFlags(), ForkReading.of(fork, outcome));
    } catch (ForkFailure failure) {
      return file(List.of(), ForkReading.failed(fork, failure.getMessage()));
    }
  }

  private static ForkFile file(List<String> jvmFlags, ForkResult result) {
    return new ForkFile(Run.SCHEMA_VERSION, jvmFlags, result);
  }

  private static void endWithGate(JmhForkRunner forks) {
    try {
      while (System.in.read() >= 0) {
        // Nothing more is said; only the end counts.
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    forks.end();
    Runtime.getRuntime().halt(1);
  }

  /** Not through a reader: that would read on into what comes after the line. */
  private static String line(InputStream in) throws IOException {
    java.io.ByteArrayOutputStream line = new java.io.ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
