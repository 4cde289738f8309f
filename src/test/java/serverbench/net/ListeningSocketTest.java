package serverbench.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import serverbench.net.ListeningSocket.Option;

class ListeningSocketTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void movesBytesBothWays(String address) throws Exception {
    InetAddress host = InetAddress.getByName(address);
    try (ListeningSocket listener = ListeningSocket.open(host, 0, 16, Set.of());
        Socket client = new Socket(host, listener.port());
        Arena arena = Arena.ofConfined()) {
      client.getOutputStream().write("ping".getBytes(StandardCharsets.US_ASCII));
      int accepted = listener.accept();
      assertThat(accepted).isPositive();
      MemorySegment buffer = arena.allocate(64);
      assertThat(Sockets.receive(accepted, buffer.address(), 64)).isEqualTo(4);
      assertThat(Sockets.send(accepted, buffer.address(), 4)).isEqualTo(4);
      assertThat(client.getInputStream().readNBytes(4)).asString().isEqualTo("ping");
      client.shutdownOutput();
      assertThat(Sockets.receive(accepted, buffer.address(), 64)).isZero();
      Sockets.close(accepted);
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void nonBlockingCallsReturnEagain() throws Exception {
    try (ListeningSocket listener =
            ListeningSocket.open(LOOPBACK, 0, 16, Set.of(Option.NON_BLOCKING));
        Arena arena = Arena.ofConfined()) {
      assertThat(listener.accept()).isEqualTo(-Errno.EAGAIN);
      try (Socket client = new Socket(LOOPBACK, listener.port())) {
        int accepted = acceptWhenThere(listener);
        assertThat(client.isConnected()).isTrue();
        assertThat(Sockets.receive(accepted, arena.allocate(8).address(), 8))
            .isEqualTo(-Errno.EAGAIN);
        Sockets.close(accepted);
      }
    }
  }

  @Test
  void acceptedSocketsInheritTheTimeout() throws Exception {
    try (ListeningSocket listener = ListeningSocket.open(LOOPBACK, 0, 16, Set.of());
        Arena arena = Arena.ofConfined()) {
      listener.setTimeouts(Duration.ofMillis(20), Duration.ofMillis(20));
      assertThat(listener.accept()).isEqualTo(-Errno.EAGAIN);
      try (Socket client = new Socket(LOOPBACK, listener.port())) {
        int accepted = acceptWhenThere(listener);
        assertThat(client.isConnected()).isTrue();
        assertThat(Sockets.receive(accepted, arena.allocate(8).address(), 8))
            .isEqualTo(-Errno.EAGAIN);
        Sockets.close(accepted);
      }
    }
  }

  /** The client's handshake may be over a moment before the server's. */
  private static int acceptWhenThere(ListeningSocket listener) {
    int accepted = listener.accept();
    while (accepted == -Errno.EAGAIN) {
      accepted = listener.accept();
    }
    return accepted;
  }

  @Test
  void wakesAThreadThatWaitsInAccept() throws Exception {
    try (ListeningSocket listener = ListeningSocket.open(LOOPBACK, 0, 16, Set.of())) {
      CompletableFuture<Integer> accepted = CompletableFuture.supplyAsync(listener::accept);
      listener.refuse();
      assertThat(accepted.get()).isEqualTo(-Errno.EINVAL);
    }
  }

  @Test
  void saysWhichAddressIsInUse() throws Exception {
    try (ListeningSocket first = ListeningSocket.open(LOOPBACK, 0, 16, Set.of())) {
      assertThatThrownBy(() -> ListeningSocket.open(LOOPBACK, first.port(), 16, Set.of()))
          .isInstanceOf(NativeIoException.class)
          .hasMessageContaining("127.0.0.1:" + first.port())
          .hasMessageContaining("in use")
          .extracting(e -> ((NativeIoException) e).errno())
          .isEqualTo(Errno.EADDRINUSE);
    }
  }

  @Test
  void severalListenOnOnePortWhereAsked() throws Exception {
    Set<Option> reuse = Set.of(Option.REUSE_PORT);
    try (ListeningSocket first = ListeningSocket.open(LOOPBACK, 0, 16, reuse);
        ListeningSocket second = ListeningSocket.open(LOOPBACK, first.port(), 16, reuse)) {
      assertThat(second.port()).isEqualTo(first.port());
      assertThat(second.fd()).isNotEqualTo(first.fd());
    }
  }

  @Test
  void closingADescriptorTwiceIsAFault() throws Exception {
    ListeningSocket listener = ListeningSocket.open(LOOPBACK, 0, 16, Set.of());
    listener.close();
    listener.close();
    // A number far above any that is open; the one just closed may be taken again by another
    // thread.
    assertThatThrownBy(() -> Sockets.close(FileLimit.soft() - 1))
        .isInstanceOf(IllegalStateException.class);
  }
}
