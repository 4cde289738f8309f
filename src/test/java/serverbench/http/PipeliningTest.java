package serverbench.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import serverbench.http.HttpConnection.Next;

class PipeliningTest {

  private static String get(int number) {
    return "GET /" + number + " HTTP/1.1\r\nHost: a\r\n\r\n";
  }

  private static Wire echoingTargets() {
    return new Wire(Limits.DEFAULT, request -> Response.text(200, request.target() + "\n"));
  }

  @Test
  void sixtyFourRequestsInOneReadAreAnsweredInOrderInOneSend() {
    StringBuilder requests = new StringBuilder();
    IntStream.range(0, 64).forEach(number -> requests.append(get(number)));
    try (Wire wire = echoingTargets()) {
      wire.receive(requests.toString());

      assertThat(wire.statuses()).isEqualTo(Collections.nCopies(64, 200));
      assertThat(wire.output().lines().filter(line -> line.startsWith("/")))
          .containsExactlyElementsOf(IntStream.range(0, 64).mapToObj(n -> "/" + n).toList());
      assertThat(wire.sends()).hasSize(1);
    }
  }

  @Test
  void aRequestHalfThereIsAnsweredWhenTheRestArrives() {
    try (Wire wire = echoingTargets()) {
      wire.receive(get(1) + get(2) + get(3).substring(0, 10));
      assertThat(wire.sends()).hasSize(1);
      assertThat(wire.statuses()).hasSize(2);

      wire.receive(get(3).substring(10));
      assertThat(wire.statuses()).hasSize(3);
      assertThat(wire.sends()).hasSize(2);
    }
  }

  @Test
  void answersAreGatheredUpTo64KiBAndNotFurther() {
    String answer = "x".repeat(30_000);
    try (Wire wire = new Wire(Limits.DEFAULT, request -> Response.text(200, answer))) {
      wire.receive(get(1).repeat(10));

      assertThat(wire.tally.requests).isEqualTo(10);
      assertThat(wire.sends()).hasSize(4);
      assertThat(wire.sends().subList(0, 3)).allMatch(bytes -> bytes > 64 << 10);
      assertThat(wire.pool.mostBytes()).isLessThanOrEqualTo(512 << 10);
    }
  }

  @Test
  void aClientThatDoesNotReadIsNotReadFrom() {
    try (CountingPool pool = new CountingPool()) {
      HttpConnection connection =
          new HttpConnection(Limits.DEFAULT, pool, ConnectionObserver.NONE, 0);
      byte[] request = get(1).getBytes();
      connection.input().put(request);
      assertThat(connection.received(request.length, 0)).isEqualTo(Next.HANDLE);
      Next next = connection.respond(Response.text(200, "hello"), 0);

      while (connection.outputBytes() > 1) {
        assertThat(next).isEqualTo(Next.WRITE);
        next = connection.sent(1, 0);
      }
      assertThat(next).isEqualTo(Next.WRITE);
      assertThat(connection.sent(0, 0)).isEqualTo(Next.WRITE);
      assertThat(connection.sent(1, 0)).isEqualTo(Next.READ);
      connection.close();
      assertThat(pool.lent()).isZero();
    }
  }

  @Test
  void aBodyIsNotTakenForTheNextRequest() {
    String post = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + get(7).length() + "\r\n\r\n";
    try (Wire wire = echoingTargets()) {
      wire.receive(post + get(7) + get(8));

      assertThat(wire.output().lines().filter(line -> line.startsWith("/")))
          .containsExactly("/", "/8");
    }
  }
}
