package serverbench.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, so that what is seen of it from outside is it alone. */
public final class ServerProcess implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("READY \\S+ (http://\\S+) pid=\\d+");
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);
  private static final Duration END_WITHIN = Duration.ofSeconds(10);

  private final Process process;
  private final URI uri;

  private ServerProcess(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /**
   * Starts it and returns when it serves. It runs on the cores of the calling thread.
   *
   * @param serve a program that prints {@code READY MODEL URL pid=PID}; the process that it becomes
   *     is the server itself
   * @throws IOException when it ends first, or does not come to serve within two minutes
   */
  public static ServerProcess start(ProcessBuilder serve) throws IOException {
    Process process = serve.start();
    FutureTask<URI> ready = new FutureTask<>(() -> awaitReady(process.inputReader()));
    Thread.ofPlatform().daemon().name("server-ready").start(ready);
    try {
      return new ServerProcess(process, ready.get(READY_WITHIN.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      kill(process);
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      kill(process);
      throw new IOException(
          "the server did not serve within " + READY_WITHIN.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      kill(process);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted before the server served", e);
    }
  }

  private static URI awaitReady(BufferedReader out) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher ready = READY.matcher(line);
      if (ready.matches()) {
        return URI.create(ready.group(1));
      }
    }
    throw new IOException("the server ended before it served");
  }

  /** Its root, with a slash at the end. */
  public URI uri() {
    return uri;
  }

  public int port() {
    return uri.getPort();
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  /** CPU time of the process so far, all threads, as /proc/&lt;pid&gt;/stat has it. */
  public Duration cpuTime() {
    return process
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new IllegalStateException("the server has ended"));
  }

  /** The child processes that it has now. */
  public List<Long> children() {
    return process.descendants().map(ProcessHandle::pid).sorted().toList();
  }

  /**
   * SIGTERM, as a user stops it, and waits for its end; by force after ten seconds.
   *
   * @return its exit code, or -1 when it took force
   */
  public int end() throws InterruptedException {
    process.destroy();
    if (process.waitFor(END_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
      return process.exitValue();
    }
    kill(process);
    return -1;
  }

  /** As {@link #end}; by force at once when the calling thread is interrupted. */
  @Override
  public void close() {
    try {
      end();
    } catch (InterruptedException e) {
      kill(process);
      Thread.currentThread().interrupt();
    }
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
