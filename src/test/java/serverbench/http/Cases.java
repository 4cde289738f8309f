package serverbench.http;

import java.util.ArrayList;
import java.util.List;

/** Streams of bytes and what RFC 9112, RFC 9110 or a limit makes of them. */
public final class Cases {

  /** What becomes of the connection. */
  public enum Then {
    /** It stays open. */
    OPEN,
    /** The client asked for the end. */
    CLOSE,
    /** The server wants to close, and lets the client finish first. */
    LINGER
  }

  /**
   * @param name section of RFC 9112 if no other document is named, then the rule
   * @param statuses of all answers in order
   */
  public record Case(String name, String stream, List<Integer> statuses, Then then) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final Then OPEN = Then.OPEN;
  private static final Then CLOSE = Then.CLOSE;
  private static final Then LINGER = Then.LINGER;

  private static final String HOST = "Host: a\r\n";
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n";
  private static final String POST = "POST /echo HTTP/1.1\r\nHost: a\r\n";
  private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";
  private static final String NEXT = "GET /next HTTP/1.1\r\nHost: a\r\n\r\n";

  private final List<Case> cases = new ArrayList<>();

  private Cases() {}

  public static List<Case> all() {
    Cases all = new Cases();
    all.requestLines();
    all.heads();
    all.targets();
    all.versions();
    all.hosts();
    all.fields();
    all.lineEnds();
    all.contentLengths();
    all.transferCodings();
    all.chunks();
    all.persistence();
    all.expectations();
    all.limits();
    return all.cases;
  }

  private void ok(String name, String stream) {
    cases.add(new Case(name, stream, List.of(200), OPEN));
  }

  private void twoOk(String name, String stream) {
    cases.add(new Case(name, stream, List.of(200, 200), OPEN));
  }

  private void refused(int status, String name, String stream) {
    cases.add(new Case(name + ": " + status, stream, List.of(status), LINGER));
  }

  private void add(String name, String stream, Then then, Integer... statuses) {
    cases.add(new Case(name, stream, List.of(statuses), then));
  }

  private void requestLines() {
    ok("3 an ordinary request", GET + "\r\n");
    for (String method : List.of("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "POST")) {
      ok("3.1 " + method, method + " / HTTP/1.1\r\n" + HOST + "\r\n");
    }
    refused(
        501, "3.1 a method that is a token but not known", "FROB / HTTP/1.1\r\n" + HOST + "\r\n");
    refused(501, "3.1 methods are case-sensitive", "get / HTTP/1.1\r\n" + HOST + "\r\n");
    refused(501, "3.1 a long method", "A".repeat(100) + " / HTTP/1.1\r\n" + HOST + "\r\n");
    refused(501, "3 a method longer than a line", "A".repeat(20_000) + " / HTTP/1.1\r\n");
    refused(400, "3.1 a method that is no token", "G(T / HTTP/1.1\r\n" + HOST + "\r\n");
    refused(400, "3 no method", " / HTTP/1.1\r\n" + HOST + "\r\n");
    refused(400, "3 two spaces", "GET  / HTTP/1.1\r\n" + HOST + "\r\n");
    refused(400, "3 two spaces before the version", "GET /  HTTP/1.1\r\n" + HOST + "\r\n");
    refused(400, "3 a tab for a space", "GET\t/ HTTP/1.1\r\n" + HOST + "\r\n");
    refused(400, "3 a space at the end", "GET / HTTP/1.1 \r\n" + HOST + "\r\n");
    refused(400, "3 a space in the target", "GET /a b HTTP/1.1\r\n" + HOST + "\r\n");
    refused(400, "3 a space first", " GET / HTTP/1.1\r\n" + HOST + "\r\n");
    refused(400, "3 no target", "GET HTTP/1.1\r\n" + HOST + "\r\n");
    refused(400, "3 only a method", "GET\r\n" + HOST + "\r\n");
    refused(400, "3 HTTP/0.9", "GET /\r\n\r\n");
    refused(400, "3 garbage", "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n");
    refused(400, "3 text", "hello world\r\n\r\n");
    ok("2.2 one empty line before a request", "\r\n" + GET + "\r\n");
    twoOk("2.2 an empty line between requests", GET + "\r\n\r\n" + NEXT);
    ok("2.2 eight empty lines before a request", "\r\n".repeat(8) + GET + "\r\n");
    refused(400, "2.2 nine empty lines before a request", "\r\n".repeat(9) + GET + "\r\n");
  }

  private void heads() {
    ok("RFC 9110 9.3.2 HEAD", "HEAD / HTTP/1.1\r\n" + HOST + "\r\n");
    twoOk(
        "RFC 9110 9.3.2 HEAD with a body",
        "HEAD / HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\n\r\nabc" + NEXT);
    refused(400, "RFC 9110 9.3.2 HEAD without Host", "HEAD / HTTP/1.1\r\n\r\n");
    refused(400, "RFC 9110 9.3.2 HEAD and a bad target", "HEAD /% HTTP/1.1\r\n" + HOST + "\r\n");
    refused(400, "RFC 9110 9.3.2 HEAD and a NUL", "HEAD /\0 HTTP/1.1\r\n" + HOST + "\r\n");
    refused(400, "RFC 9110 9.3.2 HEAD without a version", "HEAD /\r\n\r\n");
    refused(414, "RFC 9110 9.3.2 HEAD, too long", "HEAD /" + "a".repeat(9_000));
    refused(505, "RFC 9110 9.3.2 HEAD, HTTP/2", "HEAD / HTTP/2.0\r\n" + HOST + "\r\n");
  }

  private void targets() {
    ok("3.2.1 origin form with a query", "GET /a/b%20c?d=e&f=g?h/i HTTP/1.1\r\n" + HOST + "\r\n");
    ok("3.2.1 all characters of a path", "GET /-._~!$&'()*+,;=:@ HTTP/1.1\r\n" + HOST + "\r\n");
    ok("3.2.2 absolute form", "GET http://a/b?c HTTP/1.1\r\n" + HOST + "\r\n");
    ok("3.2.2 absolute form without a path", "GET http://a:80 HTTP/1.1\r\n" + HOST + "\r\n");
    ok("3.2.2 a scheme has no case", "GET HTTP://a/ HTTP/1.1\r\n" + HOST + "\r\n");
    ok("3.2.2 an IPv6 address", "GET http://[::1]:443?q HTTP/1.1\r\n" + HOST + "\r\n");
    refused(421, "RFC 9110 7.4 https", "GET https://a/ HTTP/1.1\r\n" + HOST + "\r\n");
    refused(421, "RFC 9110 7.4 HTTPS", "GET HTTPS://a HTTP/1.1\r\n" + HOST + "\r\n");
    refused(400, "3.2.2 absolute form needs Host too", "GET http://a/b HTTP/1.1\r\n\r\n");
    refused(400, "3.2.2 no host", "GET http:///b HTTP/1.1\r\n" + HOST + "\r\n");
    refused(400, "3.2.2 user information", "GET http://u@a/b HTTP/1.1\r\n" + HOST + "\r\n");
    refused(400, "3.2.2 another scheme", "GET ftp://a/b HTTP/1.1\r\n" + HOST + "\r\n");
    refused(400, "3.2 no form at all", "GET a/b HTTP/1.1\r\n" + HOST + "\r\n");
    ok("3.2.4 asterisk form", "OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n");
    refused(400, "3.2.4 asterisk form with GET", "GET * HTTP/1.1\r\n" + HOST + "\r\n");
    refused(400, "3.2.4 asterisk and more", "OPTIONS *a HTTP/1.1\r\n" + HOST + "\r\n");
    add("3.2.3 authority form", "CONNECT a:80 HTTP/1.1\r\n" + HOST + "\r\n", CLOSE, 200);
    refused(400, "3.2.3 CONNECT without a port", "CONNECT a HTTP/1.1\r\n" + HOST + "\r\n");
    refused(400, "3.2.3 CONNECT without digits", "CONNECT a: HTTP/1.1\r\n" + HOST + "\r\n");
    refused(400, "3.2.3 CONNECT with a path", "CONNECT / HTTP/1.1\r\n" + HOST + "\r\n");
    refused(400, "3.2.3 authority form with GET", "GET a:80 HTTP/1.1\r\n" + HOST + "\r\n");
    for (String bad : List.of("#f", "\"", "<", "\\", "{", "|", "\u00e4", "%", "%4", "%zz", "%4g")) {
      refused(400, "RFC 3986 path with " + bad, "GET /x" + bad + " HTTP/1.1\r\n" + HOST + "\r\n");
    }
    for (String path :
        List.of(
            "/..",
            "/../a",
            "/a/../..",
            "/a/../../b",
            "/./..",
            "//..",
            "/%2e%2E/a",
            "/a/.%2e/..",
            "/a/..%2f..",
            "http://a/..",
            "/%00",
            "/a%00b")) {
      refused(400, "RFC 3986 5.2.4 path " + path, "GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n");
    }
    for (String path :
        List.of(
            "/.",
            "/a/..",
            "/a/../b",
            "/...",
            "/..a",
            "/a..",
            "/.a/..",
            "/?/../..",
            "/a/b/../../c",
            "/%2e",
            "/a.b/c%20d")) {
      ok("RFC 3986 5.2.4 path " + path, "GET " + path + " HTTP/1.1\r\n" + HOST + "\r\n");
    }
    refused(400, "RFC 3986 fragment in a query", "GET /?a#b HTTP/1.1\r\n" + HOST + "\r\n");
    refused(400, "2.2 NUL in the target", "GET /\u0000 HTTP/1.1\r\n" + HOST + "\r\n");
    refused(400, "2.2 DEL in the target", "GET /\u007f HTTP/1.1\r\n" + HOST + "\r\n");
  }

  private void versions() {
    ok("2.3 a later minor version is read as 1.1", "GET / HTTP/1.2\r\n" + HOST + "\r\n");
    refused(505, "2.3 HTTP/2.0", "GET / HTTP/2.0\r\n" + HOST + "\r\n");
    refused(505, "2.3 HTTP/0.9 in full", "GET / HTTP/0.9\r\n" + HOST + "\r\n");
    refused(505, "RFC 9113 3.4 HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    refused(400, "2.3 lower case", "GET / http/1.1\r\n" + HOST + "\r\n");
    refused(400, "2.3 two digits", "GET / HTTP/1.10\r\n" + HOST + "\r\n");
    refused(400, "2.3 no minor version", "GET / HTTP/1\r\n" + HOST + "\r\n");
    refused(400, "2.3 no digit", "GET / HTTP/1.x\r\n" + HOST + "\r\n");
    refused(400, "2.3 another protocol", "GET / HTCP/1.1\r\n" + HOST + "\r\n");
    add("9.3 HTTP/1.0 closes", "GET / HTTP/1.0\r\n\r\n", CLOSE, 200);
    add("9.3 HTTP/1.0 closes, with Host", "GET / HTTP/1.0\r\n" + HOST + "\r\n", CLOSE, 200);
    ok("9.3 HTTP/1.0 keep-alive", "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  }

  private void hosts() {
    for (String host :
        List.of(
            "a",
            "a.b:80",
            "127.0.0.1:8080",
            "[::1]",
            "[::1]:80",
            "[::]",
            "[2001:DB8::192.0.2.33]",
            "[ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255]",
            "[v1.a:b]",
            "a:",
            "%41",
            "a-b_c~d!")) {
      ok("3.2 Host " + host, "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    }
    for (String host :
        List.of(
            "",
            " ",
            "a b",
            "a/b",
            "u@a",
            "a:b",
            "a:80:80",
            "a:65536",
            ":80",
            "[::1",
            "[]",
            "::1",
            "[::1]x",
            "a#",
            "a%4",
            "a, b",
            "\u00e4",
            "[foo]",
            "[:]",
            "[1]",
            "[12345::]",
            "[::1::2]",
            "[1.2.3.4]",
            "[::1%25eth0]",
            "[v.a]",
            "[v1.]",
            "[" + "0:".repeat(4_000) + "]")) {
      refused(400, "3.2 Host " + host, "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    }
    refused(400, "3.2 no Host", "GET / HTTP/1.1\r\nA: b\r\n\r\n");
    refused(400, "3.2 two Hosts", GET + "Host: b\r\n\r\n");
    refused(400, "3.2 two equal Hosts", GET + "hOST: a\r\n\r\n");
    refused(400, "3.2 two Hosts in HTTP/1.0", "GET / HTTP/1.0\r\n" + HOST + HOST + "\r\n");
    ok("5.1 names have no case, values no blanks", "GET / HTTP/1.1\r\nhOsT:\t a \t\r\n\r\n");
  }

  private void fields() {
    ok("5 no value", GET + "A:\r\n\r\n");
    ok("5 tab and obs-text in a value", GET + "A: b\tc\u00e4\u0080\u00ff\r\n\r\n");
    ok("5 every character of a name", GET + "!#$%&'*+-.^_`|~09azAZ: b\r\n\r\n");
    refused(400, "5.1 a blank before the colon", GET + "A : b\r\n\r\n");
    refused(400, "5.1 a tab before the colon", GET + "A\t: b\r\n\r\n");
    refused(400, "5.2 a folded line", GET + "A: b\r\n c\r\n\r\n");
    refused(400, "5.2 a line folded with a tab", GET + "A: b\r\n\tc\r\n\r\n");
    refused(400, "2.2 a blank before the first field", "GET / HTTP/1.1\r\n " + HOST + "\r\n");
    refused(400, "5 no colon", GET + "A\r\n\r\n");
    refused(400, "5 no name", GET + ": b\r\n\r\n");
    refused(400, "5 a name that is no token", GET + "A(: b\r\n\r\n");
    refused(400, "5 obs-text in a name", GET + "\u00e4: b\r\n\r\n");
    for (char control : "\u0000\u0001\u0008\u000b\u000c\u001f\u007f".toCharArray()) {
      String name = "RFC 9110 5.5 control character " + (int) control;
      refused(400, name + " in a value", GET + "A: b" + control + "c\r\n\r\n");
      refused(400, name + " in a name", GET + "A" + control + ": b\r\n\r\n");
    }
  }

  private void lineEnds() {
    refused(400, "2.2 bare CR in a value", GET + "A: b\rc\r\n\r\n");
    refused(400, "2.2 bare CR in the request line", "GET /\r HTTP/1.1\r\n" + HOST + "\r\n");
    refused(400, "2.2 two CRs", "GET / HTTP/1.1\r\r\n" + HOST + "\r\n");
    refused(400, "2.2 bare LF ends the request line", "GET / HTTP/1.1\n" + HOST + "\r\n");
    refused(400, "2.2 bare LF ends a field", "GET / HTTP/1.1\r\nHost: a\n\r\n");
    refused(400, "2.2 bare LF ends the head", GET + "\n");
    refused(400, "2.2 bare LF before a request", "\n" + GET + "\r\n");
  }

  private void contentLengths() {
    twoOk("6.2 a body", POST + "Content-Length: 5\r\n\r\nhello" + NEXT);
    twoOk("6.2 no body", POST + "Content-Length: 0\r\n\r\n" + NEXT);
    twoOk("6.3 no length is no body", POST + "\r\n" + NEXT);
    twoOk("6.2 leading zeros", POST + "Content-Length: 005\r\n\r\nhello" + NEXT);
    twoOk("RFC 9110 9.3.1 a body with GET", GET + "Content-Length: 3\r\n\r\nabc" + NEXT);
    for (String length :
        List.of(
            "",
            "+5",
            "-5",
            "5 5",
            "5,5",
            "5, 5",
            "0x5",
            "5a",
            "a",
            "5.0",
            "1e1",
            "\u0665",
            "9223372036854775808",
            "99999999999999999999999")) {
      refused(
          400,
          "6.3 Content-Length " + length,
          POST + "Content-Length: " + length + "\r\n\r\nhello");
    }
    refused(
        400,
        "6.3 two lengths that differ",
        POST + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!");
    refused(
        400, "6.3 two equal lengths", POST + "Content-Length: 5\r\ncontent-length: 5\r\n\r\nhello");
    refused(
        413, "RFC 9110 15.5.14 a body over the limit", POST + "Content-Length: 1048577\r\n\r\n");
    refused(
        413,
        "RFC 9110 15.5.14 a length of 18 digits",
        POST + "Content-Length: 999999999999999999\r\n\r\n");
  }

  private void transferCodings() {
    String end = "\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
    twoOk("7.1 chunked", POST + "Transfer-Encoding: chunked" + end + NEXT);
    twoOk("7 codings have no case", POST + "TRANSFER-ENCODING: Chunked" + end + NEXT);
    twoOk("RFC 9110 5.6.1 empty elements", POST + "Transfer-Encoding: , chunked ,," + end + NEXT);
    refused(
        400,
        "6.3 with Content-Length",
        POST + "Content-Length: 5\r\nTransfer-Encoding: chunked" + end);
    refused(
        400,
        "6.3 with Content-Length behind it",
        POST + "Transfer-Encoding: chunked\r\nContent-Length: 5" + end);
    refused(400, "6.1 in HTTP/1.0", "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked" + end);
    refused(400, "6.1 chunked twice", POST + "Transfer-Encoding: chunked, chunked" + end);
    refused(
        400,
        "6.1 chunked twice on two lines",
        POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked" + end);
    refused(400, "6.1 chunked not last", POST + "Transfer-Encoding: chunked, gzip" + end);
    refused(400, "6.1 no coding", POST + "Transfer-Encoding:" + end);
    refused(501, "6.1 an unknown coding", POST + "Transfer-Encoding: gzip, chunked" + end);
    refused(
        400, "6.3 chunked not last, an unknown coding", POST + "Transfer-Encoding: xchunked" + end);
    refused(400, "6.3 chunked not last, gzip alone", POST + "Transfer-Encoding: gzip" + end);
    refused(400, "7 identity is none any more", POST + "Transfer-Encoding: identity" + end);
    refused(400, "7 chunked has no parameter", POST + "Transfer-Encoding: chunked;a=b" + end);
    refused(
        400, "5.1 a blank before the colon hides none", POST + "Transfer-Encoding : chunked" + end);
    refused(
        400, "5.1 a control character hides none", POST + "Transfer-Encoding: \u000bchunked" + end);
  }

  private void chunks() {
    twoOk("7.1 several chunks", CHUNKED + "1\r\na\r\n00A\r\n0123456789\r\n0\r\n\r\n" + NEXT);
    twoOk(
        "7.1 capital and small digits",
        CHUNKED + "a\r\n0123456789\r\nB\r\n0123456789a\r\n0\r\n\r\n" + NEXT);
    twoOk("7.1 no data", CHUNKED + "0\r\n\r\n" + NEXT);
    twoOk("7.1.1 extensions", CHUNKED + "1;a\r\nx\r\n1 ; a=\"b c\";d\r\ny\r\n0;e\r\n\r\n" + NEXT);
    twoOk("7.1.2 trailers", CHUNKED + "1\r\nx\r\n0\r\nA: b\r\nContent-Length: 9\r\n\r\n" + NEXT);
    for (String size :
        List.of(
            "",
            "g",
            "-1",
            "+1",
            "0x1",
            " 1",
            "1 ",
            "1 1",
            "1,",
            ";a",
            "10000000000000000",
            "8000000000000000",
            "0000000000000000g")) {
      refused(400, "7.1 chunk size " + size, CHUNKED + size + "\r\nx\r\n0\r\n\r\n");
    }
    twoOk(
        "7.1 zeros before a size",
        CHUNKED + "00000000000000001\r\nx\r\n" + "0".repeat(99) + "\r\n\r\n" + NEXT);
    String manyZeros = "0".repeat(40_000) + "1\r\nx\r\n";
    refused(400, "7.1 zeros without end", CHUNKED + manyZeros + manyZeros);
    refused(413, "7.1 a huge chunk", CHUNKED + "7fffffffffffffff\r\n");
    refused(413, "RFC 9110 15.5.14 chunks over the limit", CHUNKED + "4\r\nabcd\r\nffffd\r\n");
    refused(400, "7.1 data longer than its size", CHUNKED + "1\r\nxy\r\n0\r\n\r\n");
    refused(400, "7.1 bare LF behind data", CHUNKED + "1\r\nx\n0\r\n\r\n");
    refused(400, "7.1 bare LF behind a size", CHUNKED + "1\nx\r\n0\r\n\r\n");
    refused(400, "7.1 bare CR behind a size", CHUNKED + "1\rx\r\n0\r\n\r\n");
    twoOk(
        "7.1.1 every form of extension",
        CHUNKED
            + "1;a;b=c;d=\"e;f\";g=\"h\\\"i\";j=\"\"\r\nx\r\n"
            + "1\t; k\t=\t\"\\\\ \u00e4\tl\"\r\ny\r\n0;m\r\n\r\n"
            + NEXT);
    for (String extension :
        List.of(
            ";",
            "; ",
            ";;a",
            ";a;",
            ";=b",
            ";a=",
            ";a=;b",
            ";a b",
            ";a=b c",
            ";(",
            ";a=(",
            ";a=\"b",
            ";a=\"b\\\"",
            ";a=\"b\"c",
            ";a=b\"c\"",
            " a",
            ";a ")) {
      refused(
          400, "7.1.1 extension " + extension, CHUNKED + "1" + extension + "\r\nx\r\n0\r\n\r\n");
    }
    refused(400, "7.1.1 control character in an extension", CHUNKED + "1;\u0000\r\nx\r\n0\r\n\r\n");
    refused(400, "7.1.1 long extensions", CHUNKED + "1;" + "a".repeat(70_000) + "\r\nx\r\n");
    refused(400, "7.1.2 a trailer without a colon", CHUNKED + "0\r\nA\r\n\r\n");
    refused(400, "7.1.2 a folded trailer", CHUNKED + "0\r\nA: b\r\n c\r\n\r\n");
    refused(431, "7.1.2 long trailers", CHUNKED + "0\r\nA: " + "a".repeat(70_000) + "\r\n\r\n");
    refused(431, "7.1.2 many trailers", CHUNKED + "0\r\n" + "A: b\r\n".repeat(101) + "\r\n");
  }

  private void persistence() {
    twoOk("9.3 keep-alive by itself", GET + "\r\n" + NEXT);
    twoOk("9.3 keep-alive asked for", GET + "Connection: keep-alive\r\n\r\n" + NEXT);
    add("9.6 close", GET + "Connection: close\r\n\r\n", CLOSE, 200);
    add("9.6 close among others", GET + "Connection: a , CLOSE,b\r\n\r\n", CLOSE, 200);
    add(
        "9.6 close on a second line",
        GET + "Connection: a\r\nConnection: close\r\n\r\n",
        CLOSE,
        200);
    add("9.3 close wins", GET + "Connection: keep-alive, close\r\n\r\n", CLOSE, 200);
    add(
        "9.6 nothing is answered behind close",
        GET + "Connection: close\r\n\r\n" + NEXT,
        LINGER,
        200);
    ok("RFC 9110 7.6.1 closed is not close", GET + "Connection: closed, xclose\r\n\r\n");
    add(
        "9.3.2 an error behind good requests",
        GET + "\r\n" + NEXT + "BAD\r\n\r\n" + NEXT,
        LINGER,
        200,
        200,
        400);
    ok("RFC 9110 7.8 Upgrade is ignored", GET + "Connection: upgrade\r\nUpgrade: h2c\r\n\r\n");
  }

  private void expectations() {
    refused(417, "RFC 9110 10.1.1 another expectation", GET + "Expect: tea\r\n\r\n");
    refused(417, "RFC 9110 10.1.1 one more", GET + "Expect: 100-continue, tea\r\n\r\n");
    ok("RFC 9110 10.1.1 nothing to wait for", GET + "Expect: 100-continue\r\n\r\n");
    refused(
        413,
        "RFC 9110 10.1.1 refused before the body",
        POST + "Expect: 100-continue\r\nContent-Length: 9999999\r\n\r\n");
    add(
        "RFC 9110 10.1.1 ignored in HTTP/1.0",
        "POST /echo HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx",
        CLOSE,
        200);
  }

  private void limits() {
    int line = Limits.DEFAULT.requestLineBytes();
    String fits = "/" + "a".repeat(line - "GET / HTTP/1.1".length());
    ok("3 the longest request line", "GET " + fits + " HTTP/1.1\r\n" + HOST + "\r\n");
    refused(414, "3 one byte more", "GET " + fits + "a HTTP/1.1\r\n" + HOST + "\r\n");
    refused(414, "3 a request line without end", "GET /" + "a".repeat(20_000));
    int bytes = Limits.DEFAULT.headerBytes() - "Host: a".length() - "A: ".length();
    ok("RFC 6585 5 the longest header", GET + "A: " + "a".repeat(bytes) + "\r\n\r\n");
    refused(431, "RFC 6585 5 one byte more", GET + "A: " + "a".repeat(bytes + 1) + "\r\n\r\n");
    refused(431, "RFC 6585 5 a header without end", GET + "A: " + "a".repeat(80_000));
    ok("RFC 6585 5 the most lines", GET + "A: b\r\n".repeat(99) + "\r\n");
    refused(431, "RFC 6585 5 one line more", GET + "A: b\r\n".repeat(100) + "\r\n");
  }
}
