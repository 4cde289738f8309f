package serverbench.net.kqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static serverbench.net.Poller.FOREVER;
import static serverbench.net.kqueue.Kqueue.EV_ADD;
import static serverbench.net.kqueue.Kqueue.EV_CLEAR;
import static serverbench.net.kqueue.Kqueue.EV_DELETE;
import static serverbench.net.kqueue.Kqueue.EV_DISABLE;
import static serverbench.net.kqueue.Kqueue.EV_ENABLE;
import static serverbench.net.kqueue.Kqueue.EV_EOF;
import static serverbench.net.kqueue.Kqueue.EV_ERROR;
import static serverbench.net.kqueue.Kqueue.EV_ONESHOT;
import static serverbench.net.kqueue.Kqueue.NOTE_TRIGGER;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serverbench.net.Errno;
import serverbench.net.ListeningSocket;
import serverbench.net.Sockets;

/** kevent() as its manual describes it, on every backend that is found here. */
class KqueueContractTest {

  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory = arena.allocate(1 << 16);
  private ListeningSocket listener;
  private Socket peer;
  private int fd;
  private Kqueue queue;
  private Kevents changes;
  private Kevents events;

  static List<KqueueBackend> backends() {
    return KqueueBackend.available();
  }

  @BeforeEach
  void connect() throws IOException {
    listener = ListeningSocket.open(InetAddress.getLoopbackAddress(), 0, 16, Set.of());
    peer = new Socket(InetAddress.getLoopbackAddress(), listener.port());
    peer.setTcpNoDelay(true);
    fd = listener.accept();
  }

  @AfterEach
  void closeAll() throws IOException {
    if (queue != null) {
      queue.close();
    }
    Sockets.close(fd);
    peer.close();
    listener.close();
    arena.close();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void changesAndWaitsInOneCall(KqueueBackend backend) throws IOException {
    open(backend);
    peer.getOutputStream().write(new byte[5]);
    changes.append(fd, Filter.READ, EV_ADD, 0, 0);
    assertThat(kevent(LONG_NANOS)).isEqualTo(1);
    assertThat(events.ident(0)).isEqualTo(fd);
    assertThat(events.filter(0)).isEqualTo(Filter.READ);
    assertThat(events.flags(0) & (EV_ERROR | EV_EOF)).isZero();
    assertThat(queue.data(events, 0)).isEqualTo(5);
    // Level: until it is received.
    assertThat(kevent(0)).isEqualTo(1);
    receive();
    assertThat(kevent(0)).isZero();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void theFiltersOfADescriptorAreIndependent(KqueueBackend backend) throws IOException {
    open(backend);
    changes.append(fd, Filter.READ, EV_ADD, 0, 0);
    changes.append(fd, Filter.WRITE, EV_ADD | EV_CLEAR, 0, 0);
    assertThat(kevent(LONG_NANOS)).isEqualTo(1);
    assertThat(events.filter(0)).isEqualTo(Filter.WRITE);
    assertThat(queue.data(events, 0)).isPositive();
    // The edge of writing is told; reading stays level-triggered.
    assertThat(kevent(0)).isZero();
    peer.getOutputStream().write('a');
    awaitReading();
    assertThat(kevent(0)).isEqualTo(1);
    assertThat(events.filter(0)).isEqualTo(Filter.READ);
    changes.append(fd, Filter.READ, EV_DELETE, 0, 0);
    assertThat(kevent(0)).isZero();
    changes.append(fd, Filter.WRITE, EV_ADD | EV_CLEAR, 0, 0);
    assertThat(kevent(LONG_NANOS)).isEqualTo(1);
    assertThat(events.filter(0)).isEqualTo(Filter.WRITE);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void clearTellsEachArrivalOnce(KqueueBackend backend) throws IOException {
    open(backend);
    changes.append(fd, Filter.READ, EV_ADD | EV_CLEAR, 0, 0);
    peer.getOutputStream().write('a');
    assertThat(kevent(LONG_NANOS)).isEqualTo(1);
    assertThat(kevent(0)).isZero();
    peer.getOutputStream().write('b');
    assertThat(kevent(LONG_NANOS)).isEqualTo(1);
    assertThat(kevent(0)).isZero();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void oneShotIsDeletedByItsReport(KqueueBackend backend) throws IOException {
    open(backend);
    peer.getOutputStream().write('a');
    changes.append(fd, Filter.READ, EV_ADD | EV_ONESHOT, 0, 0);
    assertThat(kevent(LONG_NANOS)).isEqualTo(1);
    assertThat(kevent(0)).isZero();
    changes.append(fd, Filter.READ, EV_ENABLE, 0, 0);
    assertThat(kevent(0)).isEqualTo(1);
    assertThat(events.flags(0) & EV_ERROR).isEqualTo(EV_ERROR);
    assertThat(queue.data(events, 0)).isEqualTo(Errno.ENOENT);
    changes.append(fd, Filter.READ, EV_ADD | EV_ONESHOT, 0, 0);
    assertThat(kevent(LONG_NANOS)).isEqualTo(1);
    assertThat(events.flags(0) & EV_ERROR).isZero();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aDisabledWatchIsKeptButSilentEvenForAHangUp(KqueueBackend backend) throws IOException {
    open(backend);
    changes.append(fd, Filter.READ, EV_ADD, 0, 0);
    changes.append(fd, Filter.READ, EV_DISABLE, 0, 0);
    peer.setSoLinger(true, 0);
    peer.close();
    assertThat(kevent(0)).isZero();
    changes.append(fd, Filter.READ, EV_ENABLE, 0, 0);
    assertThat(kevent(LONG_NANOS)).isEqualTo(1);
    assertThat(events.flags(0) & EV_EOF).isEqualTo(EV_EOF);
    changes.append(fd, Filter.READ, EV_ADD | EV_DISABLE, 0, 0);
    assertThat(kevent(0)).isZero();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void reportsTheEndOfTheStreamWithWhatIsLeft(KqueueBackend backend) throws IOException {
    open(backend);
    peer.getOutputStream().write(new byte[3]);
    peer.shutdownOutput();
    changes.append(fd, Filter.READ, EV_ADD, 0, 0);
    do {
      assertThat(kevent(LONG_NANOS)).isEqualTo(1);
    } while ((events.flags(0) & EV_EOF) == 0);
    assertThat(queue.data(events, 0)).isEqualTo(3);
    receive();
    assertThat(kevent(0)).isEqualTo(1);
    assertThat(events.flags(0) & EV_EOF).isEqualTo(EV_EOF);
    assertThat(queue.data(events, 0)).isZero();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aListeningSocketHasConnectionsAsData(KqueueBackend backend) throws IOException {
    open(backend);
    changes.append(listener.fd(), Filter.READ, EV_ADD, 0, 0);
    assertThat(kevent(0)).isZero();
    try (Socket another = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
      assertThat(another.isConnected()).isTrue();
      assertThat(kevent(LONG_NANOS)).isEqualTo(1);
      assertThat(queue.data(events, 0)).isPositive();
      Sockets.close(listener.accept());
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aTimerExpiresNeverEarlyAndAgain(KqueueBackend backend) throws IOException {
    open(backend);
    long start = System.nanoTime();
    changes.append(7, Filter.TIMER, EV_ADD, 0, 20);
    for (int expiry = 1; expiry <= 3; ) {
      assertThat(kevent(LONG_NANOS)).isEqualTo(1);
      assertThat(events.ident(0)).isEqualTo(7);
      assertThat(events.filter(0)).isEqualTo(Filter.TIMER);
      expiry += (int) queue.data(events, 0);
      long atLeast = TimeUnit.MILLISECONDS.toNanos(20L * (expiry - 1));
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(atLeast);
    }
    changes.append(7, Filter.TIMER, EV_DELETE, 0, 0);
    assertThat(kevent(TimeUnit.MILLISECONDS.toNanos(50))).isZero();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aOneShotTimerExpiresOnce(KqueueBackend backend) throws IOException {
    open(backend);
    changes.append(8, Filter.TIMER, EV_ADD | EV_ONESHOT, 0, 1);
    assertThat(kevent(LONG_NANOS)).isEqualTo(1);
    assertThat(queue.data(events, 0)).isEqualTo(1);
    assertThat(kevent(TimeUnit.MILLISECONDS.toNanos(10))).isZero();
    changes.append(8, Filter.TIMER, EV_DELETE, 0, 0);
    assertThat(kevent(0)).isEqualTo(1);
    assertThat(queue.data(events, 0)).isEqualTo(Errno.ENOENT);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aUserEventIsTriggeredFromAnotherThread(KqueueBackend backend) throws Exception {
    open(backend);
    changes.append(1, Filter.USER, EV_ADD | EV_CLEAR, 0, 0);
    changes.append(2, Filter.USER, EV_ADD, 0, 0);
    assertThat(kevent(0)).isZero();
    Kevents trigger = queue.newList(1);
    Kevents none = queue.newList(0);
    trigger.append(1, Filter.USER, 0, NOTE_TRIGGER, 0);
    Thread other = Thread.ofPlatform().start(() -> queue.kevent(trigger, none, 0));
    assertThat(kevent(FOREVER)).isEqualTo(1);
    other.join();
    assertThat(events.ident(0)).isEqualTo(1);
    assertThat(events.filter(0)).isEqualTo(Filter.USER);
    assertThat(kevent(0)).isZero();
    // Without CLEAR it stays triggered.
    changes.append(2, Filter.USER, 0, NOTE_TRIGGER, 0);
    assertThat(kevent(LONG_NANOS)).isEqualTo(1);
    assertThat(kevent(0)).isEqualTo(1);
    changes.append(2, Filter.USER, EV_DISABLE, 0, 0);
    assertThat(kevent(0)).isZero();
    changes.append(2, Filter.USER, EV_ENABLE, 0, 0);
    assertThat(kevent(0)).isEqualTo(1);
    changes.append(2, Filter.USER, EV_DELETE, 0, 0);
    assertThat(kevent(0)).isZero();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aFailedChangeIsAnEventWhereThereIsRoom(KqueueBackend backend) throws IOException {
    open(backend);
    int closed = 19_000;
    changes.append(closed, Filter.READ, EV_ADD, 0, 0);
    changes.append(fd, Filter.READ, EV_DELETE, 0, 0);
    assertThat(kevent(FOREVER)).isEqualTo(2);
    assertThat(events.ident(0)).isEqualTo(closed);
    assertThat(events.flags(0) & EV_ERROR).isEqualTo(EV_ERROR);
    assertThat(queue.data(events, 0)).isEqualTo(Errno.EBADF);
    assertThat(queue.data(events, 1)).isEqualTo(Errno.ENOENT);
    changes.append(closed, Filter.WRITE, EV_ADD, 0, 0);
    assertThat(queue.kevent(changes, queue.newList(0), 0)).isEqualTo(-Errno.EBADF);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void waitsNoLongerThanAskedAndNoShorter(KqueueBackend backend) throws IOException {
    open(backend);
    for (long nanos : new long[] {0, 1, 1_500_000, 5_000_000}) {
      long start = System.nanoTime();
      assertThat(kevent(nanos)).isZero();
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(nanos);
    }
  }

  private void open(KqueueBackend backend) throws IOException {
    queue = backend.open();
    changes = queue.newList(8);
    events = queue.newList(8);
  }

  private int kevent(long timeoutNanos) {
    int count = queue.kevent(changes, events, timeoutNanos);
    changes.clear();
    return count;
  }

  private void receive() {
    Sockets.receive(fd, memory.address(), (int) memory.byteSize());
  }

  private void awaitReading() {
    while (Sockets.readable(fd) == 0) {
      Thread.onSpinWait();
    }
  }
}
