package serverbench.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestViewTest {

  /** What the handler sees in a request. */
  private static Object seen(String stream, Function<Request, Object> look) {
    List<Object> seen = new ArrayList<>();
    try (Wire wire =
        new Wire(
            Limits.DEFAULT,
            request -> {
              seen.add(look.apply(request));
              return Response.text(200, "");
            })) {
      wire.trickle(stream);
    }
    assertThat(seen).as("what was seen of one request").hasSize(1);
    return seen.getFirst();
  }

  private static Object seenInTarget(String target, Function<Request, Object> look) {
    return seen("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n", look);
  }

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/?a, /",
    "/a/b?c=/d, /a/b",
    "http://h, /",
    "http://h?a=b, /",
    "http://h/x?a=b, /x",
    "HTTP://h:1/x, /x",
  })
  void path(String target, String path) {
    assertThat(seenInTarget(target, request -> request.hasPath(path))).isEqualTo(true);
    assertThat(seenInTarget(target, request -> request.hasPath(path + "x"))).isEqualTo(false);
    assertThat(seenInTarget(target, request -> request.hasPath("*"))).isEqualTo(false);
    assertThat(seenInTarget(target, Request::target)).isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource({
    "/%68ealth, /health",
    "/%7Ea%2Db, /~a-b",
    "/./health, /health",
    "/x/../health, /health",
    "/x/%2E%2e/health?a=/../b, /health",
    "http://h/%2e/health, /health",
    "/health?a=%2E, /health",
    "/., /",
    "/a/., /a/",
    "/a/b/.., /a/",
    "/a/.., /",
    "/a/.b/..c, /a/.b/..c",
    "/a%2fb, /a%2fb",
    "/a%2Fb/../.., /",
    "/a/b//..//c, /a/b//c",
  })
  void equivalentPaths(String target, String path) {
    assertThat(seenInTarget(target, request -> request.hasPath(path))).isEqualTo(true);
    assertThat(seenInTarget(target, request -> request.hasPath(path + "x"))).isEqualTo(false);
    assertThat(seenInTarget(target, Request::target)).isEqualTo(target);
  }

  @Test
  void anEncodedDelimiterIsAnotherPath() {
    assertThat(seenInTarget("/a%2Fb", request -> request.hasPath("/a/b"))).isEqualTo(false);
    assertThat(seenInTarget("/%2E%2Fb", request -> request.hasPath("/b"))).isEqualTo(false);
  }

  @ParameterizedTest
  @CsvSource({"*, *", "http://h, *", "http://h/, /", "http://h?a, /"})
  void pathOfOptions(String target, String path) {
    String stream = "OPTIONS " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
    assertThat(seen(stream, request -> request.hasPath(path))).isEqualTo(true);
  }

  @ParameterizedTest
  @CsvSource({
    "/, 7",
    "/?, 7",
    "/?m=1, 7",
    "/?nn=1, 7",
    "/?n=0, 0",
    "/?n=100, 100",
    "/?n=007, 7",
    "/?m=1&n=5&o=2, 5",
    "/?&&n=5&, 5",
    "http://h?n=5, 5",
    "/?n=101, -1",
    "/?n=99999999999999999999, -1",
    "/?n=, -1",
    "/?n, -1",
    "/?n=-1, -1",
    "/?n=+1, -1",
    "/?n=1a, -1",
    "/?n=1=2, -1",
    "/?n=1&n=1, -1",
    "/?n=%31, -1",
  })
  void number(String target, long value) {
    assertThat(seenInTarget(target, request -> request.number("n", 7, 100))).isEqualTo(value);
  }

  @Test
  void numberUpToTheLargest() {
    String most = Long.toString(Long.MAX_VALUE);
    assertThat(seenInTarget("/?n=" + most, r -> r.number("n", 0, Long.MAX_VALUE)))
        .isEqualTo(Long.MAX_VALUE);
    assertThat(seenInTarget("/?n=9223372036854775808", r -> r.number("n", 0, Long.MAX_VALUE)))
        .isEqualTo(Request.MALFORMED);
  }

  @Test
  void headers() {
    String stream = "GET / HTTP/1.1\r\nHost: h:80\r\nA:  b c \t\r\nEmpty:\r\na: second\r\n\r\n";

    assertThat(seen(stream, request -> request.header("host"))).isEqualTo("h:80");
    assertThat(seen(stream, request -> request.header("a"))).isEqualTo("b c");
    assertThat(seen(stream, request -> request.header("EMPTY"))).isEqualTo("");
    assertThat(seen(stream, request -> request.header("none"))).isNull();
  }

  @Test
  void bodyIsReadOnlyAndEmptyWithoutOne() {
    String post = "POST / HTTP/1.1\r\nHost: a\r\n";
    assertThat(seen(post + "\r\n", request -> request.body().remaining())).isEqualTo(0);
    assertThat(seen(post + "Content-Length: 3\r\n\r\nabc", RequestViewTest::text)).isEqualTo("abc");
    assertThat(seen(post + "Content-Length: 3\r\n\r\nabc", request -> request.body().isReadOnly()))
        .isEqualTo(true);
    assertThat(
            seen(
                post + "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1;x\r\nc\r\n0\r\nA: b\r\n\r\n",
                RequestViewTest::text))
        .isEqualTo("abc");
  }

  @Test
  void methods() {
    for (Method method : Method.values()) {
      String target = method == Method.CONNECT ? "a:1" : "/";
      String stream = method + " " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
      assertThat(seen(stream, Request::method)).isEqualTo(method);
    }
  }

  private static String text(Request request) {
    ByteBuffer body = request.body();
    StringBuilder text = new StringBuilder();
    while (body.hasRemaining()) {
      text.append((char) body.get());
    }
    return text.toString();
  }
}
