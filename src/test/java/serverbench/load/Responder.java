package serverbench.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A small HTTP responder on plain sockets, a thread for each connection, that answers correctly or
 * misbehaves as a test asks. Independent of the suite's own servers, so that a fault in one does
 * not hide a fault in the other.
 */
public final class Responder implements AutoCloseable {

  public static final String BODY = "Hello, World!";

  /** What to do with a request. */
  public enum Reply {
    CORRECT,
    CORRECT_THEN_CLOSE,
    WRONG_STATUS,
    WRONG_BODY,
    WRONG_LENGTH,
    HALF_THEN_CLOSE,
    CLOSE,
    RESET,
    NEVER
  }

  /** Decides by the request's number, counted from 1 over all connections. */
  public interface Plan {
    Reply reply(long request);
  }

  private final ServerSocket listener;
  private final Plan plan;
  private final String threadName;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong answers = new AtomicLong();
  private final AtomicLong accepted = new AtomicLong();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  public Responder(Plan plan) {
    this("responder", plan);
  }

  public Responder(String threadName, Plan plan) {
    this.plan = plan;
    this.threadName = threadName;
    try {
      this.listener = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().name(threadName + "-accept").start(this::accept);
  }

  public static Responder correct() {
    return new Responder(request -> Reply.CORRECT);
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port() + "/");
  }

  public int port() {
    return listener.getLocalPort();
  }

  public LoadPlan plan(int connections, LoadPlan.Reuse reuse) {
    return LoadPlan.of(uri(), connections, reuse, expected());
  }

  public static ExpectedAnswer expected() {
    return ExpectedAnswer.exactly(200, BODY.getBytes(StandardCharsets.US_ASCII));
  }

  public long requests() {
    return requests.get();
  }

  public long answers() {
    return answers.get();
  }

  public long accepted() {
    return accepted.get();
  }

  private void accept() {
    while (!closed) {
      try {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        accepted.incrementAndGet();
        open.add(socket);
        Thread.ofPlatform().daemon().name(threadName).start(() -> serve(socket));
      } catch (IOException e) {
        // The test has closed the listener.
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (readRequest(in) && answer(socket, plan.reply(requests.incrementAndGet()))) {
        // Until the client or the plan ends the connection.
      }
    } catch (IOException e) {
      // The client went away: what the test asserts on is counted on the client's side.
    } finally {
      open.remove(socket);
    }
  }

  /** Whether the connection stays open. */
  private boolean answer(Socket socket, Reply reply) throws IOException {
    switch (reply) {
      case CORRECT -> send(socket, response("200 OK", "", BODY));
      case CORRECT_THEN_CLOSE -> send(socket, response("200 OK", "Connection: close\r\n", BODY));
      case WRONG_STATUS -> send(socket, response("500 Oops", "", BODY));
      case WRONG_BODY -> send(socket, response("200 OK", "", "Hello, Wurld!"));
      case WRONG_LENGTH -> send(socket, response("200 OK", "", "Hello"));
      case HALF_THEN_CLOSE -> {
        String whole = response("200 OK", "", BODY);
        socket.getOutputStream().write(whole.substring(0, whole.length() - 5).getBytes());
      }
      case RESET -> socket.setSoLinger(true, 0);
      case CLOSE -> {}
      case NEVER -> waitForClose(socket);
    }
    return switch (reply) {
      case CORRECT, WRONG_STATUS, WRONG_BODY, WRONG_LENGTH -> true;
      default -> false;
    };
  }

  private void send(Socket socket, String response) throws IOException {
    answers.incrementAndGet();
    socket.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII));
  }

  private static String response(String status, String headers, String body) {
    return "HTTP/1.1 %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n%s\r\n%s"
        .formatted(status, body.length(), headers, body);
  }

  private static void waitForClose(Socket socket) throws IOException {
    while (socket.getInputStream().read() >= 0) {
      // Whatever still comes is not answered.
    }
  }

  /** Reads to the empty line that ends a request without a body; false at the end of stream. */
  private static boolean readRequest(InputStream in) throws IOException {
    int ends = 0;
    while (ends < 4) {
      int octet = in.read();
      if (octet < 0) {
        return false;
      }
      boolean expected = octet == (ends % 2 == 0 ? '\r' : '\n');
      ends = expected ? ends + 1 : octet == '\r' ? 1 : 0;
    }
    return true;
  }

  @Override
  public void close() {
    closed = true;
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
