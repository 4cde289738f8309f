package serverbench.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static serverbench.net.Poller.FOREVER;
import static serverbench.net.Poller.READ;
import static serverbench.net.Poller.WRITE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serverbench.net.EpollPoller.Trigger;
import serverbench.net.ListeningSocket.Option;
import serverbench.net.kqueue.KqueueBackend;

/** What every poller does alike, on every backend that is found here. */
class PollerContractTest {

  /** A poller under test. */
  record Kind(String name, Opener opener, boolean edgeTriggered) {
    @Override
    public String toString() {
      return name;
    }
  }

  interface Opener {
    Poller open() throws IOException;
  }

  static List<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    kinds.add(new Kind("select", SelectPoller::new, false));
    kinds.add(new Kind("poll", PollPoller::new, false));
    if (Platform.CURRENT.isLinux()) {
      kinds.add(new Kind("epoll", () -> new EpollPoller(Trigger.LEVEL), false));
      kinds.add(new Kind("epoll:et", () -> new EpollPoller(Trigger.EDGE), true));
    }
    for (KqueueBackend backend : KqueueBackend.available()) {
      kinds.add(new Kind("kqueue " + backend.label(), () -> new KqueuePoller(backend), false));
    }
    return kinds;
  }

  /** A connection: our descriptor and the peer. */
  private record Pair(int fd, Socket peer) {
    void send(int octet) throws IOException {
      peer.getOutputStream().write(octet);
    }

    int receive(MemorySegment memory) {
      return Sockets.receive(fd, memory.address(), (int) memory.byteSize());
    }
  }

  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory = arena.allocate(1 << 16);
  private final List<Pair> pairs = new ArrayList<>();
  private ListeningSocket listener;

  @BeforeEach
  void listen() throws IOException {
    listener =
        ListeningSocket.open(
            InetAddress.getLoopbackAddress(), 0, 4096, Set.of(Option.NON_BLOCKING));
  }

  @AfterEach
  void closeAll() throws IOException {
    for (Pair pair : pairs) {
      Sockets.close(pair.fd);
      pair.peer.close();
    }
    listener.close();
    arena.close();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void reportsWhatCanBeReceived(Kind kind) throws IOException {
    try (Poller poller = kind.opener.open()) {
      Pair pair = connect();
      poller.add(pair.fd, READ);
      assertThat(poller.await(0)).isZero();
      pair.send('a');
      assertThat(awaitOne(poller, pair.fd)).isEqualTo(READ);
      assertThat(pair.receive(memory)).isEqualTo(1);
      assertThat(poller.await(0)).isZero();
      pair.send('b');
      assertThat(awaitOne(poller, pair.fd)).isEqualTo(READ);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void levelRepeatsAndEdgeDoesNot(Kind kind) throws IOException {
    try (Poller poller = kind.opener.open()) {
      Pair pair = connect();
      poller.add(pair.fd, READ);
      pair.send('a');
      awaitOne(poller, pair.fd);
      assertThat(poller.await(0)).isEqualTo(kind.edgeTriggered ? 0 : 1);
      poller.modify(pair.fd, READ);
      assertThat(awaitOne(poller, pair.fd)).isEqualTo(READ);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void reportsAConnectionToAccept(Kind kind) throws IOException {
    try (Poller poller = kind.opener.open()) {
      poller.add(listener.fd(), READ);
      assertThat(poller.await(0)).isZero();
      try (Socket client = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
        assertThat(awaitOne(poller, listener.fd())).isEqualTo(READ);
        Sockets.close(listener.accept());
        assertThat(client.getInputStream().read()).isEqualTo(-1);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void reportsRoomToSend(Kind kind) throws IOException {
    try (Poller poller = kind.opener.open()) {
      Pair pair = connect();
      poller.add(pair.fd, WRITE);
      assertThat(awaitOne(poller, pair.fd)).isEqualTo(WRITE);
      long sent = 0;
      for (int n = 0; n >= 0; n = Sockets.send(pair.fd, memory.address(), 1 << 16)) {
        sent += n;
      }
      poller.modify(pair.fd, WRITE);
      assertThat(poller.await(0)).isZero();
      pair.peer.getInputStream().readNBytes((int) sent);
      assertThat(awaitOne(poller, pair.fd)).isEqualTo(WRITE);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void reportsBothDirectionsAsOne(Kind kind) throws IOException {
    try (Poller poller = kind.opener.open()) {
      Pair pair = connect();
      pair.send('a');
      // The byte may still be on its way; the first to know is the socket itself.
      while (Sockets.readable(pair.fd) == 0) {
        Thread.onSpinWait();
      }
      poller.add(pair.fd, READ | WRITE);
      assertThat(awaitOne(poller, pair.fd)).isEqualTo(READ | WRITE);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void isSilentWithoutInterestAndTellsAgainWithIt(Kind kind) throws IOException {
    try (Poller poller = kind.opener.open()) {
      Pair pair = connect();
      Pair other = connect();
      poller.add(pair.fd, READ);
      poller.add(other.fd, READ);
      poller.modify(pair.fd, 0);
      pair.send('a');
      other.send('b');
      assertThat(awaitOne(poller, other.fd)).isEqualTo(READ);
      other.receive(memory);
      assertThat(poller.await(0)).isZero();
      poller.modify(pair.fd, READ);
      assertThat(awaitOne(poller, pair.fd)).isEqualTo(READ);
      poller.modify(pair.fd, WRITE);
      assertThat(awaitOne(poller, pair.fd)).isEqualTo(WRITE);
      poller.modify(pair.fd, 0);
      poller.modify(pair.fd, READ);
      assertThat(awaitOne(poller, pair.fd)).isEqualTo(READ);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void forgetsWhatIsRemovedAndTakesTheNumberAgain(Kind kind) throws IOException {
    try (Poller poller = kind.opener.open()) {
      Pair first = connect();
      Pair staying = connect();
      poller.add(first.fd, READ);
      poller.add(staying.fd, READ);
      first.send('a');
      awaitOne(poller, first.fd);
      // Changed and removed in one turn: the change must not reach the next owner of the number.
      poller.modify(first.fd, WRITE);
      poller.remove(first.fd);
      disconnect(first);
      assertThat(poller.await(0)).isZero();
      Pair second = connect();
      while (second.fd != first.fd) {
        // The JDK's client socket took the number; the next one leaves it.
        second = connect();
      }
      poller.add(second.fd, READ);
      assertThat(poller.await(0)).isZero();
      second.send('b');
      assertThat(awaitOne(poller, second.fd)).isEqualTo(READ);
      second.receive(memory);
      staying.send('c');
      assertThat(awaitOne(poller, staying.fd)).isEqualTo(READ);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void reportsTheEndOfTheStream(Kind kind) throws IOException {
    try (Poller poller = kind.opener.open()) {
      Pair pair = connect();
      poller.add(pair.fd, READ);
      pair.peer.shutdownOutput();
      assertThat(awaitOne(poller, pair.fd) & READ).isEqualTo(READ);
      assertThat(pair.receive(memory)).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void reportsAReset(Kind kind) throws IOException {
    try (Poller poller = kind.opener.open()) {
      Pair reading = connect();
      Pair writing = connect();
      poller.add(reading.fd, READ);
      reading.peer.setSoLinger(true, 0);
      reading.peer.close();
      assertThat(awaitOne(poller, reading.fd) & READ).isEqualTo(READ);
      assertThat(reading.receive(memory)).isEqualTo(-Errno.ECONNRESET);
      poller.remove(reading.fd);
      disconnect(reading);
      writing.peer.setSoLinger(true, 0);
      writing.peer.close();
      poller.add(writing.fd, WRITE);
      assertThat(awaitOne(poller, writing.fd) & WRITE).isEqualTo(WRITE);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aWakeupBeforeTheWaitEndsIt(Kind kind) throws IOException {
    try (Poller poller = kind.opener.open()) {
      poller.wakeup();
      poller.wakeup();
      assertThat(poller.await(FOREVER)).isZero();
      Pair pair = connect();
      poller.add(pair.fd, READ);
      pair.send('a');
      poller.wakeup();
      int ready = poller.await(FOREVER);
      if (ready == 0) {
        ready = poller.await(FOREVER);
      }
      assertThat(ready).isEqualTo(1);
      assertThat(poller.readyFd(0)).isEqualTo(pair.fd);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aWakeupFromAnotherThreadEndsTheWait(Kind kind) throws Exception {
    try (Poller poller = kind.opener.open()) {
      AtomicLong turns = new AtomicLong();
      Thread loop =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      while (turns.get() < 1000) {
                        assertThat(poller.await(FOREVER)).isZero();
                        turns.incrementAndGet();
                      }
                    } catch (IOException e) {
                      throw new AssertionError(e);
                    }
                  });
      while (loop.isAlive()) {
        long before = turns.get();
        poller.wakeup();
        while (turns.get() == before && loop.isAlive()) {
          Thread.onSpinWait();
        }
      }
      loop.join();
      assertThat(turns).hasValue(1000);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void neverEndsAWaitEarly(Kind kind) throws IOException {
    try (Poller poller = kind.opener.open()) {
      for (long nanos : new long[] {1, 999_999, 1_000_001, 2_500_000, 10_000_000}) {
        long start = System.nanoTime();
        assertThat(poller.await(nanos)).isZero();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(nanos);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void watchesManyAtOnce(Kind kind) throws IOException {
    try (Poller poller = kind.opener.open()) {
      BitSet expected = new BitSet();
      List<Pair> many = new ArrayList<>();
      for (int i = 0; i < 700; i++) {
        Pair pair = connect();
        many.add(pair);
        poller.add(pair.fd, i % 2 == 0 ? READ : WRITE);
        if (i % 2 == 1) {
          expected.set(pair.fd);
        } else if (i % 4 == 0) {
          pair.send('x');
          expected.set(pair.fd);
        }
      }
      BitSet seen = new BitSet();
      while (!seen.equals(expected)) {
        int ready = poller.await(FOREVER);
        for (int i = 0; i < ready; i++) {
          seen.set(poller.readyFd(i));
          assertThat(expected.get(poller.readyFd(i))).isTrue();
        }
      }
      // Out of the middle and from both ends, while what stays must stay.
      for (int i = 0; i < 700; i += 3) {
        poller.remove(many.get(i).fd);
        expected.clear(many.get(i).fd);
        disconnect(many.get(i));
      }
      for (int i = 1; i < 700; i++) {
        if (i % 3 != 0) {
          poller.modify(many.get(i).fd, i % 2 == 0 ? READ : WRITE);
        }
      }
      seen.clear();
      while (!seen.equals(expected)) {
        int ready = poller.await(FOREVER);
        for (int i = 0; i < ready; i++) {
          seen.set(poller.readyFd(i));
          assertThat(expected.get(poller.readyFd(i))).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void takesDescriptorsBeyondFdSetSize(Kind kind) throws IOException {
    List<WakeupFd> fillers = new ArrayList<>();
    try (Poller poller = kind.opener.open()) {
      do {
        fillers.add(WakeupFd.open());
      } while (fillers.getLast().fd() < 2100);
      Pair pair = connect();
      assertThat(pair.fd).isGreaterThan(1024);
      poller.add(pair.fd, READ);
      assertThat(poller.await(0)).isZero();
      pair.send('a');
      assertThat(awaitOne(poller, pair.fd)).isEqualTo(READ);
      pair.receive(memory);
      poller.remove(pair.fd);
      assertThat(poller.await(0)).isZero();
    } finally {
      fillers.forEach(WakeupFd::close);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void closesWhatItOpened(Kind kind) throws IOException {
    kind.opener.open().close();
    int lowest = lowestFreeDescriptor();
    for (int round = 0; round < 100; round++) {
      Poller poller = kind.opener.open();
      poller.add(listener.fd(), READ);
      poller.close();
      // After close it does nothing.
      poller.wakeup();
    }
    assertThat(lowestFreeDescriptor()).isEqualTo(lowest);
  }

  @Test
  void selectRefusesWhatTheKernelCannotTake() throws IOException {
    try (Poller poller = new SelectPoller(64)) {
      assertThatThrownBy(() -> poller.add(64, READ))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("select with descriptor 64");
      assertThat(poller.await(0)).isZero();
    }
  }

  @Test
  void aPipeWakesWhereThereIsNoEventfd() throws IOException {
    try (WakeupFd pipe = WakeupFd.pipe();
        Poller poller = new PollPoller()) {
      poller.add(pipe.fd(), READ);
      assertThat(poller.await(0)).isZero();
      pipe.signal();
      pipe.signal();
      assertThat(awaitOne(poller, pipe.fd())).isEqualTo(READ);
      pipe.reset();
      assertThat(poller.await(0)).isZero();
    }
  }

  /** Waits, at most half a minute, for this descriptor alone and returns its events. */
  private static int awaitOne(Poller poller, int fd) throws IOException {
    assertThat(poller.await(TimeUnit.SECONDS.toNanos(30))).isEqualTo(1);
    assertThat(poller.readyFd(0)).isEqualTo(fd);
    return poller.readyEvents(0);
  }

  private Pair connect() throws IOException {
    Socket peer = new Socket(InetAddress.getLoopbackAddress(), listener.port());
    peer.setTcpNoDelay(true);
    int fd = listener.accept();
    while (fd == -Errno.EAGAIN) {
      Thread.onSpinWait();
      fd = listener.accept();
    }
    Pair pair = new Pair(fd, peer);
    pairs.add(pair);
    return pair;
  }

  private void disconnect(Pair pair) throws IOException {
    pairs.remove(pair);
    Sockets.close(pair.fd);
    pair.peer.close();
  }

  /** The kernel gives out the lowest number that is free, so a leak moves it up. */
  private static int lowestFreeDescriptor() throws IOException {
    try (WakeupFd probe = WakeupFd.open()) {
      return probe.fd();
    }
  }
}
