package serverbench.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection on which any bytes can be sent, and which can end in any way. One thread. */
final class HostileConnection implements AutoCloseable {

  /** Longer than a server of one thread needs until it comes to this connection. */
  private static final int ANSWER_MILLIS = 30_000;

  /** Small, so that a server soon notices that nobody reads. */
  private static final int RECEIVE_BUFFER_BYTES = 4_096;

  private final Socket socket = new Socket();

  HostileConnection(URI server) throws IOException {
    try {
      socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
      socket.setSoTimeout(ANSWER_MILLIS);
      socket.setTcpNoDelay(true);
      InetAddress host = InetAddress.getByName(server.getHost());
      socket.connect(new InetSocketAddress(host, server.getPort()), ANSWER_MILLIS);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A server that has closed already makes this fail only later: that is no fault of it. */
  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Waits for the first line of an answer, which must have this status. */
  void expect(int status) throws IOException {
    String line = statusLine(socket.getInputStream());
    if (!line.startsWith("HTTP/1.1 " + status + " ")) {
      throw new Attack.WrongAnswer("not " + status + " but \"" + line + "\"");
    }
  }

  /** The same, and then the connection must end. */
  void expectRefusal(int status) throws IOException {
    expect(status);
    InputStream input = socket.getInputStream();
    byte[] rest = new byte[4_096];
    int received = input.read(rest);
    while (received >= 0) {
      received = input.read(rest);
    }
  }

  /** Ends with RST instead of FIN. */
  void reset() throws SocketException {
    socket.setSoLinger(true, 0);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static String statusLine(InputStream input) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = input.read(); octet != '\r'; octet = input.read()) {
      if (octet < 0) {
        throw new EOFException("closed after \"" + line + "\"");
      }
      line.append((char) octet);
    }
    return line.toString();
  }
}
