package serverbench.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serverbench.http.ConfinedBufferPool;
import serverbench.http.ConnectionObserver;
import serverbench.http.HttpConnection;
import serverbench.http.Limits;
import serverbench.http.Wire;

class EndpointsTest {

  private static final Endpoints ENDPOINTS = new Endpoints();

  private static String answer(String requestLine, String rest) {
    try (Wire wire = new Wire(Limits.DEFAULT, ENDPOINTS::handle)) {
      return wire.receive(requestLine + " HTTP/1.1\r\nHost: a\r\n" + rest).maskedOutput();
    }
  }

  private static String answer(String requestLine) {
    return answer(requestLine, "\r\n");
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }

  @Test
  void hello() {
    assertThat(answer("GET /"))
        .isEqualTo(
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nDate: *\r\n"
                + "Content-Length: 13\r\n\r\nHello, World!");
  }

  @ParameterizedTest
  @CsvSource({
    "GET /health, 200",
    "GET /?anything=1, 200",
    "GET /nothing, 404",
    "GET /healthy, 404",
    "GET /Health, 404",
    "GET /health/, 404",
    "GET /echo, 405",
    "HEAD /echo, 405",
    "PUT /echo, 405",
    "POST /echo, 200",
    "POST /, 405",
    "DELETE /cpu, 405",
    "PUT /bytes, 405",
    "PATCH /sleep, 405",
    "OPTIONS /health, 200",
    "OPTIONS /echo, 200",
    "OPTIONS /nothing, 404",
    "POST /nothing, 404",
    "TRACE /, 405",
    "TRACE /nothing, 404",
    "CONNECT a:80, 405",
    "OPTIONS *, 200",
    "OPTIONS http://a, 200",
    "GET http://a/health, 200",
  })
  void status(String requestLine, int status) {
    assertThat(answer(requestLine)).startsWith("HTTP/1.1 " + status + " ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST /     | GET, HEAD, OPTIONS",
        "POST /cpu  | GET, HEAD, OPTIONS",
        "GET /echo  | POST, OPTIONS",
        "OPTIONS *  | GET, HEAD, POST, OPTIONS",
        "OPTIONS /  | GET, HEAD, OPTIONS",
        "OPTIONS /echo | POST, OPTIONS",
        "TRACE /    | GET, HEAD, OPTIONS",
        "CONNECT a:80 | GET, HEAD, POST, OPTIONS",
      })
  void allow(String requestLine, String allowed) {
    assertThat(answer(requestLine)).contains("\r\nAllow: " + allowed + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/cpu?rounds=0",
        "/cpu?rounds=1000001",
        "/cpu?rounds=x",
        "/cpu?rounds=-1",
        "/sleep?us=10000001",
        "/sleep?us=",
        "/bytes?n=1048577",
        "/bytes?n=1&n=2",
      })
  void badParameter(String target) {
    assertThat(answer("GET " + target)).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void cpuIsAChainOfDigests() throws Exception {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    byte[] digest = "serverbench: the same work for every model".getBytes();
    for (int round = 0; round < 3; round++) {
      digest = sha256.digest(digest);
    }

    assertThat(body(answer("GET /cpu?rounds=3"))).isEqualTo(HexFormat.of().formatHex(digest));
    assertThat(body(answer("GET /cpu"))).hasSize(64).isEqualTo(body(answer("GET /cpu")));
    assertThat(answer("GET /cpu")).contains("Content-Type: text/plain\r\n");
  }

  @Test
  void sleepBlocksAtLeastThatLong() {
    long start = System.nanoTime();
    String answer = answer("GET /sleep?us=2000");

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(2_000_000);
    assertThat(body(answer)).isEqualTo("slept\n");
    assertThat(body(answer("GET /sleep?us=0"))).isEqualTo("slept\n");
  }

  @Test
  void bytesHaveTheLengthAskedFor() {
    for (int bytes : new int[] {0, 1, 27, 65_536, 5, 1 << 20}) {
      String body = body(answer("GET /bytes?n=" + bytes));

      assertThat(body).hasSize(bytes);
      assertThat(body).startsWith("abcdefghijklmnopqrstuvwxyza".substring(0, Math.min(27, bytes)));
    }
    assertThat(answer("GET /bytes")).contains("Content-Length: 1024\r\n");
    assertThat(answer("HEAD /bytes?n=5")).endsWith("Content-Length: 5\r\n\r\n");
  }

  @Test
  void echoReturnsTheBody() {
    assertThat(answer("POST /echo", "Content-Length: 5\r\n\r\nhello"))
        .contains("Content-Type: application/octet-stream\r\n")
        .endsWith("Content-Length: 5\r\n\r\nhello");
    assertThat(
            answer(
                "POST /echo", "Transfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"))
        .endsWith("Content-Length: 5\r\n\r\nhello");
    assertThat(answer("POST /echo", "Content-Length: 0\r\n\r\n"))
        .endsWith("Content-Length: 0\r\n\r\n");
  }

  @Test
  void onlySleepMayBlock() {
    List<String> targets = List.of("/", "/cpu", "/sleep?us=1", "/bytes", "/health", "/sleepy");
    for (String target : targets) {
      boolean[] mayBlock = new boolean[1];
      try (Wire wire =
          new Wire(
              Limits.DEFAULT,
              request -> {
                mayBlock[0] = ENDPOINTS.mayBlock(request);
                return ENDPOINTS.handle(request);
              })) {
        wire.receive("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
      }
      assertThat(mayBlock[0]).as(target).isEqualTo(target.startsWith("/sleep?"));
    }
  }

  /** From received bytes to encoded answer; the best of several rounds leaves warm-up out. */
  @ParameterizedTest
  @ValueSource(strings = {"/", "/bytes?n=4096", "/health"})
  void answeringAllocatesNothing(String target) throws Exception {
    byte[] get = ("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int requests = 100_000;
    long leastBytes = Long.MAX_VALUE;
    try (ConfinedBufferPool pool = new ConfinedBufferPool()) {
      HttpConnection connection =
          new HttpConnection(Limits.DEFAULT, pool, ConnectionObserver.NONE, 0);
      for (int round = 0; round < 5; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < requests; i++) {
          connection.input().put(get);
          connection.received(get.length, 0);
          connection.respond(ENDPOINTS.handle(connection.request()), 0);
          connection.sent(connection.outputBytes(), 0);
        }
        leastBytes = Math.min(leastBytes, threads.getCurrentThreadAllocatedBytes() - before);
      }
      connection.close();
    }

    assertThat(leastBytes).isLessThan(requests);
  }
}
