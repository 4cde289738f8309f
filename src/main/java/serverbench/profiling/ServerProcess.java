package serverbench.profiling;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, so that what is seen of it is the server alone. */
final class ServerProcess implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("READY .*:(\\d+)/ pid=(\\d+)");
  private static final long END_SECONDS = 10;

  private final Process process;
  private final int port;

  private ServerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it and waits until it serves.
   *
   * @param command that prints a READY line; its errors go to this process's own
   * @throws IOException when it ends without serving
   */
  static ServerProcess start(List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out = process.inputReader();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher ready = READY.matcher(line);
      if (ready.matches()) {
        return new ServerProcess(process, Integer.parseInt(ready.group(1)));
      }
    }
    throw new IOException("the server ended before it served");
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /** The child processes that it has now. */
  List<Long> children() {
    return process.descendants().map(ProcessHandle::pid).sorted().toList();
  }

  /** Ends it in order; after {@value #END_SECONDS} s by force. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
