package serverbench.bench.calibrate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A load generator that is not ours: github.com/wg/wrk, one thread, as the PATH has it. */
final class Wrk {

  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");

  /**
   * wrk counts what takes longer as an error. Its usual 2 s are less than a connection may have to
   * wait for its first answer where a model serves few at a time.
   */
  private static final String TIMEOUT = "30s";

  /** It ran, but into errors, which make its figure worthless. */
  static final class Failed extends Exception {

    private static final long serialVersionUID = 1;

    Failed(String said) {
      super(said);
    }
  }

  private Wrk() {}

  static boolean installed() throws InterruptedException {
    try {
      // It has no way to say its version alone: without an address it prints its usage.
      Process wrk = new ProcessBuilder("wrk").redirectErrorStream(true).start();
      wrk.getInputStream().readAllBytes();
      wrk.waitFor();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Correct answers per second; blocks until wrk has ended. It runs on the cores of the calling
   * thread.
   *
   * @param time whole seconds
   * @throws Failed with what it said, in one line
   */
  static double throughput(String url, int connections, Duration time)
      throws Failed, IOException, InterruptedException {
    Process wrk =
        new ProcessBuilder(
                "wrk",
                "-t1",
                "-c" + connections,
                "-d" + time.toSeconds() + "s",
                "--timeout",
                TIMEOUT,
                url)
            .redirectErrorStream(true)
            .start();
    String text = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher rate = RATE.matcher(text);
    if (wrk.waitFor() != 0
        || !rate.find()
        || text.contains("Socket errors")
        || text.contains("Non-2xx")) {
      throw new Failed(text.strip().replaceAll("\\s+", " "));
    }
    return Double.parseDouble(rate.group(1));
  }
}
