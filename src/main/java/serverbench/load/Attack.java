package serverbench.load;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * What a broken or hostile client does on a connection of its own. Each takes a second at the most
 * of a server that is not busy otherwise, so that one that serves connections one by one goes on.
 */
enum Attack {
  /** RFC 9112 section 5.1: a header line without a colon. */
  MALFORMED {
    @Override
    void on(HostileConnection connection, Random random) throws IOException {
      connection.send("GET / HTTP/1.1\r\nHost: soak\r\nno colon here\r\n\r\n");
      connection.expectRefusal(400);
    }
  },
  /** RFC 9112 section 6.3: two ways to say how long the body is. */
  SMUGGLING {
    @Override
    void on(HostileConnection connection, Random random) throws IOException {
      connection.send(
          "POST /echo HTTP/1.1\r\nHost: soak\r\nContent-Length: 4\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
      connection.expectRefusal(400);
    }
  },
  /** RFC 6585 section 5. */
  HUGE_HEADER {
    @Override
    void on(HostileConnection connection, Random random) throws IOException {
      connection.send("GET / HTTP/1.1\r\nHost: soak\r\nX: " + "x".repeat(80_000) + "\r\n\r\n");
      connection.expectRefusal(431);
    }
  },
  /** RFC 9110 section 15.5.14. */
  HUGE_BODY {
    @Override
    void on(HostileConnection connection, Random random) throws IOException {
      connection.send("POST /echo HTTP/1.1\r\nHost: soak\r\nContent-Length: 1000000000\r\n\r\n");
      connection.expectRefusal(413);
    }
  },
  NOISE {
    @Override
    void on(HostileConnection connection, Random random) throws IOException {
      byte[] noise = new byte[1 + random.nextInt(2_000)];
      random.nextBytes(noise);
      connection.send(noise);
      connection.reset();
    }
  },
  CONNECT_AND_CLOSE {
    @Override
    void on(HostileConnection connection, Random random) {
      // The caller closes.
    }
  },
  HALF_A_REQUEST {
    @Override
    void on(HostileConnection connection, Random random) throws IOException {
      connection.send("GET / HTTP/1.1\r\nHost: so");
    }
  },
  HALF_A_BODY {
    @Override
    void on(HostileConnection connection, Random random) throws IOException {
      connection.send("POST /echo HTTP/1.1\r\nHost: soak\r\nContent-Length: 50000\r\n\r\nabc");
      connection.reset();
    }
  },
  RESET_INSTEAD_OF_READING {
    @Override
    void on(HostileConnection connection, Random random) throws IOException {
      connection.send("GET /bytes?n=100000 HTTP/1.1\r\nHost: soak\r\n\r\n");
      connection.reset();
    }
  },
  NEVER_READS {
    @Override
    void on(HostileConnection connection, Random random) throws IOException, InterruptedException {
      connection.send("GET /bytes?n=1048576 HTTP/1.1\r\nHost: soak\r\n\r\n".repeat(8));
      Thread.sleep(200);
      connection.reset();
    }
  },
  SLOW {
    @Override
    void on(HostileConnection connection, Random random) throws IOException, InterruptedException {
      for (byte octet : "GET / HTTP/1.1\r\nHost: soak".getBytes(StandardCharsets.US_ASCII)) {
        connection.send(new byte[] {octet});
        Thread.sleep(20);
      }
    }
  },
  LEAVES_IN_THE_MIDDLE {
    @Override
    void on(HostileConnection connection, Random random) throws IOException {
      connection.send("GET /bytes?n=5000 HTTP/1.1\r\nHost: soak\r\n\r\n".repeat(50));
      connection.expect(200);
    }
  };

  /**
   * Does it; the caller closes the connection afterwards.
   *
   * @throws WrongAnswer when the server's answer is not the one that the RFC asks for
   * @throws EOFException when the server closed without an answer that it owed
   */
  abstract void on(HostileConnection connection, Random random)
      throws IOException, InterruptedException;

  /** An answer of a server that is wrong. */
  static final class WrongAnswer extends IOException {

    private static final long serialVersionUID = 1;

    WrongAnswer(String message) {
      super(message);
    }
  }
}
