package serverbench.models;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An HTTP client that sends the bytes it is told and reads one answer at a time. */
public final class RawClient implements AutoCloseable {

  /** An answer; header names in lower case. */
  public record Answer(int status, Map<String, String> headers, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    public boolean closes() {
      return "close".equalsIgnoreCase(headers.get("connection"));
    }
  }

  private static final int TIMEOUT_MILLIS = 180_000;

  private final Socket socket;
  private final InputStream input;

  public RawClient(int port) throws IOException {
    this(port, new Socket());
  }

  /** One whose kernel takes little before somebody reads, so that its server has to wait. */
  static RawClient withSmallBuffer(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    return new RawClient(port, socket);
  }

  private RawClient(int port, Socket socket) throws IOException {
    this.socket = socket;
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    input = new BufferedInputStream(socket.getInputStream());
  }

  public static String get(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: test\r\n\r\n";
  }

  public static String getAndClose(String target) {
    return "GET " + target + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n";
  }

  public static String post(String target, String body) {
    return "POST "
        + target
        + " HTTP/1.1\r\nHost: test\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  public RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** The port of this end, by which the kernel's tables name the connection. */
  int localPort() {
    return socket.getLocalPort();
  }

  void shutdownOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Ends the connection with a reset instead of an end of stream. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Waits for one whole answer with a Content-Length. */
  public Answer receive() throws IOException {
    Answer head = receiveHead();
    byte[] body = input.readNBytes(Integer.parseInt(head.headers().get("content-length")));
    return new Answer(head.status(), head.headers(), body);
  }

  /** Waits for the head of an answer. */
  public Answer receiveHead() throws IOException {
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return new Answer(status, headers, new byte[0]);
  }

  /** Whether something, or the end, came within this time. */
  public boolean hasReceived(Duration atMost) throws IOException {
    socket.setSoTimeout((int) atMost.toMillis());
    try {
      input.mark(1);
      input.read();
      input.reset();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } finally {
      socket.setSoTimeout(TIMEOUT_MILLIS);
    }
  }

  /** All that comes until the end of the stream, as ISO 8859-1; a reset is an exception. */
  String receiveAll() throws IOException {
    return new String(input.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** Waits for the end of the stream; false when a byte came instead. */
  public boolean atEnd() throws IOException {
    return input.read() < 0;
  }

  /** Waits for the end of the connection, in order or by a reset. */
  public boolean isOver() throws IOException {
    try {
      return atEnd();
    } catch (SocketException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (true) {
      int octet = input.read();
      if (octet < 0) {
        throw new EOFException("the stream ended after \"" + line + "\"");
      }
      if (octet == '\n') {
        return line.toString().stripTrailing();
      }
      line.append((char) octet);
    }
  }
}
