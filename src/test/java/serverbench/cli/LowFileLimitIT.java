package serverbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Out of descriptors (EMFILE of accept(2)) a server lets clients wait in the backlog, does not spin
 * meanwhile, and serves them once there is room. One model for each way to accept.
 */
class LowFileLimitIT {

  private static final Duration COMMAND = Duration.ofMinutes(1);
  private static final Duration WATCHED = Duration.ofMillis(600);
  private static final int LOOKS = 30;
  private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
  private static final Pattern READY =
      Pattern.compile("READY \\S+ http://127\\.0\\.0\\.1:(\\d+)/ pid=(\\d+)");

  private static final int ROOM = 5;
  private static final int CLIENTS = 40;
  private static final int TIMEOUT_MILLIS = 60_000;
  private static final String GET = "GET /health HTTP/1.1\r\nHost: a\r\n\r\n";

  @TempDir private Path temp;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multi_thread",
        "epoll",
        "leader_follower",
        "reactor",
        "coroutine",
        "actor",
        "fiber",
        "fiber:cooperative",
        "proactor",
        "proactor:nio2"
      })
  void clientsWaitForRoomAndTheServerDoesNotSpin(String model) throws Exception {
    assumeThat(Files.isExecutable(PRLIMIT)).isTrue();
    try (Script serve = Script.start(temp, "serve", model, "0")) {
      Matcher ready = READY.matcher(serve.awaitLine(COMMAND, line -> line.startsWith("READY")));
      assertThat(ready.matches()).isTrue();
      int port = Integer.parseInt(ready.group(1));
      long pid = Long.parseLong(ready.group(2));
      // What an accept needs is loaded before nothing can be loaded any more.
      ask(port);
      leaveRoomFor(ROOM, pid);

      List<Socket> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(connect(port));
      }
      assertComesToRest(pid);
      for (Socket client : clients) {
        assertAnswered(client);
        client.close();
      }
      ask(port);

      serve.kill("TERM", Long.toString(pid));
      Script.Ended ended = serve.await(COMMAND);
      assertThat(ended.exitCode()).as(ended.err()).isZero();
      assertThat(ended.err()).isEmpty();
    }
  }

  private static void leaveRoomFor(int descriptors, long pid) throws Exception {
    long open;
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      open = files.count();
    }
    String soft = "--nofile=" + (open + descriptors) + ":";
    Process prlimit =
        new ProcessBuilder(PRLIMIT.toString(), "--pid", Long.toString(pid), soft).start();
    assertThat(prlimit.waitFor()).isZero();
  }

  /** One that spins never does; one that does not may have code to compile first. */
  private static void assertComesToRest(long pid) throws InterruptedException {
    double least = 1;
    for (int look = 0; look < LOOKS && least >= 0.5; look++) {
      least = Math.min(least, cpuShare(pid));
    }
    assertThat(least).as("of a core, while clients wait").isLessThan(0.5);
  }

  private static double cpuShare(long pid) throws InterruptedException {
    ProcessHandle.Info process = ProcessHandle.of(pid).orElseThrow().info();
    Duration before = process.totalCpuDuration().orElseThrow();
    long start = System.nanoTime();
    Thread.sleep(WATCHED);
    Duration after = ProcessHandle.of(pid).orElseThrow().info().totalCpuDuration().orElseThrow();
    return (double) after.minus(before).toNanos() / (System.nanoTime() - start);
  }

  private static Socket connect(int port) throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
    client.setSoTimeout(TIMEOUT_MILLIS);
    client.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
    return client;
  }

  private static void ask(int port) throws IOException {
    try (Socket client = connect(port)) {
      assertAnswered(client);
    }
  }

  private static void assertAnswered(Socket client) throws IOException {
    String statusLine = "HTTP/1.1 200 OK\r\n";
    byte[] begin = client.getInputStream().readNBytes(statusLine.length());
    assertThat(new String(begin, StandardCharsets.US_ASCII)).isEqualTo(statusLine);
  }
}
