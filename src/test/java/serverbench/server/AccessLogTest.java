package serverbench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import serverbench.http.Limits;
import serverbench.http.Method;
import serverbench.http.Request;
import serverbench.http.Response;
import serverbench.http.Wire;

class AccessLogTest {

  private static final Path FULL_DISK = Path.of("/dev/full");

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.678Z"));

  private static final Handler FAILING =
      new Handler() {
        @Override
        public Response handle(Request request) {
          throw new IllegalStateException("failed");
        }

        @Override
        public boolean mayBlock(Request request) {
          return true;
        }
      };

  @TempDir Path folder;

  private static void request(Handler handler, String requestLine) {
    try (Wire wire = new Wire(Limits.DEFAULT, handler::handle)) {
      wire.receive(requestLine + " HTTP/1.1\r\nHost: a\r\n\r\n");
    }
  }

  @Test
  void aLineForEachAnswer() throws Exception {
    Path file = folder.resolve("access.log");
    try (AccessLog log = new AccessLog(new Endpoints(), file, CLOCK)) {
      request(log, "GET /?a=b");
      request(log, "HEAD /");
      request(log, "GET /nothing");
    }
    try (AccessLog log = new AccessLog(FAILING, file, CLOCK)) {
      request(log, "GET /");
    }

    String start = "- - - [02/Jan/2026:03:04:05 +0000] ";
    assertThat(Files.readAllLines(file))
        .containsExactly(
            start + "\"GET /?a=b\" 200 13",
            start + "\"HEAD /\" 200 0",
            start + "\"GET /nothing\" 404 10",
            start + "\"GET /\" 500 0");
  }

  @Test
  void nothingOfARequestCanForgeALine() throws Exception {
    Path file = folder.resolve("access.log");
    try (AccessLog log = new AccessLog(new Endpoints(), file, CLOCK)) {
      log.handle(new Forged("/\r\n\"\\\u007f\u00ff\u001b[2J"));
    }

    assertThat(Files.readAllLines(file))
        .singleElement()
        .asString()
        .contains("\"GET /\\x0D\\x0A\\x22\\x5C\\x7F\\xFF\\x1B[2J\"");
  }

  @Test
  void linesOfManyThreadsStayWhole() throws Exception {
    Path file = folder.resolve("access.log");
    try (AccessLog log = new AccessLog(new Endpoints(), file, CLOCK)) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        threads.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      for (int n = 0; n < 1_000; n++) {
                        request(log, "GET /");
                      }
                    }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }

    assertThat(Files.readAllLines(file))
        .hasSize(4_000)
        .containsOnly("- - - [02/Jan/2026:03:04:05 +0000] \"GET /\" 200 13");
  }

  @Test
  void asksItsHandlerWhetherARequestMayBlock() throws Exception {
    try (AccessLog log = new AccessLog(FAILING, folder.resolve("access.log"), CLOCK)) {
      assertThat(log.mayBlock(new Forged("/"))).isTrue();
    }
  }

  static boolean hasFullDisk() {
    return Files.exists(FULL_DISK);
  }

  @Test
  @EnabledIf("hasFullDisk")
  void aFullDiskStopsNoRequestAndIsToldAtTheEnd() throws Exception {
    AccessLog log = new AccessLog(new Endpoints(), FULL_DISK, CLOCK);
    for (int i = 0; i < 1_000; i++) {
      assertThat(log.handle(new Forged("/")).status()).isEqualTo(200);
    }

    assertThatThrownBy(log::close)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("lines lost");
    log.close();
  }

  /** A request whose target no parser of ours lets through. */
  private record Forged(String target) implements Request {
    @Override
    public Method method() {
      return Method.GET;
    }

    @Override
    public boolean hasPath(String path) {
      return path.equals("/");
    }

    @Override
    public long number(String name, long absent, long most) {
      return absent;
    }

    @Override
    public ByteBuffer body() {
      return ByteBuffer.allocate(0);
    }

    @Override
    public String header(String name) {
      return null;
    }
  }
}
