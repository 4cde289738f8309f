package serverbench.models;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import serverbench.models.connection.FdTable;
import serverbench.models.lifecycle.Opening;
import serverbench.models.lifecycle.ServerThreads;
import serverbench.models.lifecycle.Shutdown;
import serverbench.net.EpollPoller;
import serverbench.net.Errno;
import serverbench.net.ListeningSocket;
import serverbench.net.ListeningSocket.Option;
import serverbench.net.Poller;
import serverbench.net.Sockets;
import serverbench.server.Server;
import serverbench.server.ServerStats;

/**
 * The cheapest correct responder: no model, but the yardstick for the load generator. One thread,
 * epoll, and for every empty line that ends a request the same bytes, made once. It parses nothing,
 * knows no limits and no timeouts. Where every request has a connection of its own it closes after
 * the answer, as HTTP/1.1 asks of it (RFC 9112, section 9.6). What a client reaches against it is
 * the most that this client can measure, so a model that comes close to it was not the limit.
 */
public final class NullServer implements Server {

  private static final int RECEIVE_BYTES = 64 << 10;
  private static final byte[] END_OF_REQUEST = {'\r', '\n', '\r', '\n'};

  /** A client and how far it has come. */
  private static final class Client {
    /** Bytes of {@link #END_OF_REQUEST} seen at the end of what was received. */
    int matched;

    /** Bytes of answers still to be sent. */
    long owedBytes;

    boolean answered;

    boolean watchedForRoom;
  }

  private final ListeningSocket listener;
  private final Poller poller;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment received = arena.allocate(RECEIVE_BYTES);
  private final MemorySegment answer;
  private final boolean closing;
  private final FdTable<Client> clients = new FdTable<>();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder answered = new LongAdder();
  private final Shutdown shutdown = new Shutdown();
  private final ServerThreads threads = new ServerThreads("null", this::stop);
  private volatile boolean stopping;

  /**
   * @param body what every request is answered with, as text/plain and status 200
   * @param closing whether every request says {@code Connection: close}
   */
  public NullServer(InetAddress bind, int backlog, byte[] body, boolean closing)
      throws IOException {
    answer = arena.allocateFrom(ValueLayout.JAVA_BYTE, answer(body, closing));
    this.closing = closing;
    try (Opening opening = new Opening()) {
      opening.keep(arena);
      listener = opening.keep(ListeningSocket.open(bind, 0, backlog, Set.of(Option.NON_BLOCKING)));
      poller = opening.keep(new EpollPoller(EpollPoller.Trigger.LEVEL));
      poller.add(listener.fd(), Poller.READ);
      opening.complete();
    }
  }

  @Override
  public int port() {
    return listener.port();
  }

  @Override
  public void start() {
    threads.start("loop", this::loop);
  }

  private void loop() throws IOException {
    try {
      while (!stopping) {
        int ready = poller.await(Poller.FOREVER);
        for (int i = 0; i < ready; i++) {
          int fd = poller.readyFd(i);
          if (fd == listener.fd()) {
            accept();
          } else {
            serve(fd, clients.get(fd));
          }
        }
      }
    } finally {
      for (int fd = 0; fd < clients.bound(); fd++) {
        if (clients.get(fd) != null) {
          close(fd);
        }
      }
    }
  }

  private void accept() throws IOException {
    for (int socket = listener.accept(); socket >= 0; socket = listener.accept()) {
      accepted.increment();
      clients.put(socket, new Client());
      poller.add(socket, Poller.READ);
    }
  }

  private void serve(int socket, Client client) throws IOException {
    if (client.owedBytes == 0) {
      int bytes = Sockets.receive(socket, received.address(), RECEIVE_BYTES);
      if (bytes == 0 || bytes < 0 && bytes != -Errno.EAGAIN) {
        close(socket);
        return;
      }
      client.owedBytes = requestsEnded(client, bytes) * answer.byteSize();
    }
    send(socket, client);
  }

  private void send(int socket, Client client) throws IOException {
    while (client.owedBytes > 0) {
      long rest = client.owedBytes % answer.byteSize();
      long bytes = rest == 0 ? answer.byteSize() : rest;
      long from = answer.address() + answer.byteSize() - bytes;
      int sent = Sockets.send(socket, from, (int) bytes);
      if (sent == -Errno.EAGAIN) {
        client.watchedForRoom = true;
        poller.modify(socket, Poller.WRITE);
        return;
      }
      if (sent < 0) {
        close(socket);
        return;
      }
      client.owedBytes -= sent;
      if (sent == bytes) {
        answered.increment();
        client.answered = true;
      }
    }
    if (closing && client.answered) {
      close(socket);
    } else if (client.watchedForRoom) {
      client.watchedForRoom = false;
      poller.modify(socket, Poller.READ);
    }
  }

  private long requestsEnded(Client client, int bytes) {
    long ended = 0;
    int matched = client.matched;
    for (int i = 0; i < bytes; i++) {
      byte octet = received.get(ValueLayout.JAVA_BYTE, i);
      matched = octet == END_OF_REQUEST[matched] ? matched + 1 : octet == '\r' ? 1 : 0;
      if (matched == END_OF_REQUEST.length) {
        ended++;
        matched = 0;
      }
    }
    client.matched = matched;
    return ended;
  }

  private void close(int socket) {
    poller.remove(socket);
    clients.remove(socket);
    Sockets.close(socket);
  }

  private static byte[] answer(byte[] body, boolean closing) {
    byte[] head =
        ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: "
                + body.length
                + (closing ? "\r\nConnection: close" : "")
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] whole = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    return whole;
  }

  @Override
  public ServerStats stats() {
    long answers = answered.sum();
    List<Long> responses = List.of(0L, 0L, answers, 0L, 0L, 0L);
    return new ServerStats(accepted.sum(), 0, answers, responses, 0, 0, List.of());
  }

  @Override
  public void close() {
    if (shutdown.begin()) {
      if (Shutdown.stop(threads, this::stop, this::stop)) {
        poller.close();
        listener.close();
        arena.close();
      }
    }
  }

  private void stop() {
    stopping = true;
    poller.wakeup();
  }
}
