package serverbench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Against a server that gives one and the same answer to everything: who notices that it is wrong?
 */
@Timeout(60)
class HostileTrafficTest {

  @ParameterizedTest
  @EnumSource(
      value = Attack.class,
      names = {"MALFORMED", "SMUGGLING", "HUGE_HEADER", "HUGE_BODY"})
  void aServerThatAcceptsWhatItMustRefuseIsWrong(Attack attack) throws Exception {
    try (OneAnswer server = new OneAnswer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        HostileConnection connection = new HostileConnection(server.uri())) {
      assertThatThrownBy(() -> attack.on(connection, new Random(1)))
          .isInstanceOf(Attack.WrongAnswer.class)
          .hasMessageContaining("200 OK");
    }
  }

  @Test
  void theRightRefusalIsAsExpected() throws Exception {
    try (OneAnswer server = new OneAnswer("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
        HostileConnection connection = new HostileConnection(server.uri())) {
      Attack.MALFORMED.on(connection, new Random(1));
    }
  }

  @Test
  void aServerThatClosesWithoutAnAnswerIsCountedAsBroken() throws Exception {
    try (OneAnswer server = new OneAnswer("")) {
      HostileTraffic traffic = new HostileTraffic(server.uri(), 2, 7);
      traffic.start();
      while (traffic.broken() < 3) {
        Thread.onSpinWait();
      }
      traffic.close();
      assertThat(traffic.attacks()).isGreaterThanOrEqualTo(3);
      assertThat(traffic.wrong()).isZero();
      assertThat(traffic.examples()).isNotEmpty();
    }
  }

  /** Reads the first bytes of a connection, says its line, and closes when the client does. */
  private static final class OneAnswer implements AutoCloseable {

    private final ServerSocket listener;

    OneAnswer(String answer) throws IOException {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      Thread.ofPlatform()
          .daemon()
          .start(
              () -> {
                while (!listener.isClosed()) {
                  serve(answer);
                }
              });
    }

    private void serve(String answer) {
      try (Socket socket = listener.accept()) {
        socket.getInputStream().read(new byte[200_000]);
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        socket.shutdownOutput();
        socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
      } catch (IOException e) {
        // A hostile client went away, or the test is over: either is what is tested.
        return;
      }
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/");
    }

    @Override
    public void close() throws IOException {
      listener.close();
    }
  }
}
