package serverbench.models.process;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import serverbench.http.Limits;
import serverbench.net.ChildProcess;
import serverbench.net.ListeningSocket;
import serverbench.net.NativeIoException;
import serverbench.net.Sockets;
import serverbench.server.Endpoints;
import serverbench.server.HandlerRecipe;

/**
 * A child that is run for the sake of what its JVM writes at its end: it answers one request of
 * each kind and stops. That is enough to load what a child needs, and far too little to compile
 * anything for it, so a model does not get a warm start over the others.
 */
final class Training {

  private static final Duration AT_MOST = Duration.ofSeconds(60);

  private static final String REQUESTS =
      "GET / HTTP/1.1\r\nHost: training\r\nUser-Agent: training\r\nAccept: */*\r\n\r\n"
          + "GET /cpu?rounds=1 HTTP/1.1\r\nHost: training\r\n\r\n"
          + "GET /sleep?us=1 HTTP/1.1\r\nHost: training\r\n\r\n"
          + "GET /bytes?n=70000 HTTP/1.1\r\nHost: training\r\n\r\n"
          + "POST /echo HTTP/1.1\r\nHost: training\r\nContent-Length: 4\r\n\r\necho"
          + "GET /none HTTP/1.1\r\nHost: training\r\n\r\n"
          + "GET / HTTP/1.1\r\nHost: training\r\nConnection: close\r\n\r\n";

  private Training() {}

  /**
   * Runs the child, which writes the cache.
   *
   * @param output file that takes what the JVM says
   * @throws IOException when it did not work; the reason is in the output
   */
  static void run(ChildJvm.Kind kind, Path jar, Path cache, Path output)
      throws IOException, InterruptedException {
    HandlerRecipe handler =
        new HandlerRecipe(Endpoints.class.getName(), Optional.of(Path.of("/dev/null")));
    ChildSettings settings = new ChildSettings(handler, Limits.DEFAULT, 1);
    ChildJvm jvm = ChildJvm.training(kind, jar, settings, cache, output);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ListeningSocket listener = ListeningSocket.open(loopback, 0, 1, Set.of());
        Socket client = new Socket(loopback, listener.port())) {
      client.setSoTimeout((int) AT_MOST.toMillis());
      Child child =
          switch (kind) {
            case LISTENER -> Child.start(jvm, listener.fd(), 0);
            case CONNECTION -> startOnConnection(jvm, listener);
          };
      ChildProcess.Exit exit = train(child, client);
      if (exit.code() != 0 || exit.signal() != 0 || !Files.exists(cache)) {
        throw new IOException("training run: " + exit + ", see " + output);
      }
    }
  }

  private static Child startOnConnection(ChildJvm jvm, ListeningSocket listener)
      throws IOException {
    int connection = listener.accept();
    try {
      return Child.start(jvm, connection, 1);
    } finally {
      Sockets.close(connection);
    }
  }

  private static ChildProcess.Exit train(Child child, Socket client)
      throws IOException, InterruptedException {
    Thread guard = Thread.ofPlatform().daemon().name("training-guard").start(() -> guard(child));
    try {
      converse(client);
      child.stop();
      return child.reap();
    } catch (IOException e) {
      child.kill();
      child.reap();
      throw e;
    } finally {
      guard.interrupt();
      guard.join();
    }
  }

  private static void converse(Socket client) throws IOException {
    client.getOutputStream().write(REQUESTS.getBytes(StandardCharsets.US_ASCII));
    client.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  /** A JVM that neither answers nor ends must not hold up the server for ever. */
  private static void guard(Child child) {
    try {
      Thread.sleep(AT_MOST);
      child.kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (NativeIoException e) {
      throw new IllegalStateException(e);
    }
  }
}
