package serverbench.bench.calibrate;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import serverbench.models.Model;

/** A model in a process of its own, started by run-bench.sh serve as a user would. */
final class ServedModel implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("READY \\S+ (http://\\S+:(\\d+)/) pid=\\d+");
  private static final int STOPS_WITHIN_SECONDS = 10;

  private final Process process;
  private final String url;
  private final int port;

  /** Blocks until it serves. It runs on the cores of the calling thread. */
  ServedModel(Path script, Model model) throws IOException {
    ProcessBuilder serve = new ProcessBuilder(script.toString(), "serve", model.name(), "0");
    serve.environment().put("SERVERBENCH_BUILD", "never");
    process = serve.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    String line = lines.readLine();
    Matcher ready = READY.matcher(line == null ? "" : line);
    if (!ready.matches()) {
      process.destroy();
      throw new IOException(model + " did not start: " + line);
    }
    url = ready.group(1);
    port = Integer.parseInt(ready.group(2));
  }

  String url() {
    return url;
  }

  int port() {
    return port;
  }

  /** CPU time of the process so far, all threads, as /proc/&lt;pid&gt;/stat has it. */
  Duration cpuTime() {
    return process
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new IllegalStateException("the server has ended"));
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOPS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
