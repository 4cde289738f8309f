package serverbench.net.uring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static serverbench.net.Poller.FOREVER;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import serverbench.net.Errno;
import serverbench.net.ListeningSocket;
import serverbench.net.NativeIoException;
import serverbench.net.Sockets;
import serverbench.net.WakeupFd;

/** The rings, against the kernel. */
class IoUringTest {

  /** A completion, read out of the ring. */
  private record Done(long userData, int result, int flags) {}

  private final Arena arena = Arena.ofShared();
  private final MemorySegment memory = arena.allocate(1 << 16);
  private final List<Socket> peers = new ArrayList<>();
  private ListeningSocket listener;
  private IoUring ring;
  private SubmissionQueue submissions;

  @BeforeEach
  void open() throws IOException {
    UringSupport.unsupportedReason().ifPresent(Assumptions::abort);
    listener = ListeningSocket.open(InetAddress.getLoopbackAddress(), 0, 64, Set.of());
    ring = IoUring.open(8, 16);
    submissions = ring.submissions();
  }

  @AfterEach
  void close() throws IOException {
    if (ring != null) {
      ring.close();
      listener.close();
      for (Socket peer : peers) {
        peer.close();
      }
    }
    arena.close();
  }

  @Test
  void waitsNeverTooShort() throws IOException {
    ring.enable();
    for (long nanos : new long[] {0, 1, 1_500_000, 10_000_000}) {
      long start = System.nanoTime();
      ring.submitAndWait(nanos);
      assertThat(ring.completions().available()).isZero();
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(nanos);
    }
  }

  @Test
  void carriesAConversationOut() throws IOException {
    ring.enable();
    Socket peer = connect();
    submissions.accept(listener.fd(), 1);
    int socket = one(1).result();
    memory.setString(0, "hello");
    submissions.send(socket, memory.address(), 5, 0, 2);
    assertThat(one(2).result()).isEqualTo(5);
    assertThat(peer.getInputStream().readNBytes(5)).isEqualTo("hello".getBytes());
    submissions.receive(socket, memory.address(), 100, 3);
    ring.submitAndWait(0);
    assertThat(ring.completions().available()).isZero();
    peer.getOutputStream().write(new byte[7]);
    assertThat(one(3).result()).isEqualTo(7);
    submissions.shutdown(socket, Sockets.SHUT_WR, 4);
    assertThat(one(4).result()).isZero();
    assertThat(peer.getInputStream().read()).isEqualTo(-1);
    submissions.close(socket, 5);
    assertThat(one(5).result()).isZero();
    submissions.close(socket, 6);
    assertThat(one(6).result()).isEqualTo(-Errno.EBADF);
  }

  @Test
  void acceptsAgainAndAgainWithOneOperation() throws IOException {
    ring.enable();
    submissions.acceptMultishot(listener.fd(), 9);
    for (int i = 0; i < 30; i++) {
      connect();
      Done done = one(9);
      assertThat(CompletionQueue.hasMore(done.flags())).isTrue();
      Sockets.close(done.result());
    }
    submissions.cancel(9, 10);
    List<Done> end = take(2);
    assertThat(end).extracting(Done::userData).containsExactlyInAnyOrder(9L, 10L);
    Done last = end.stream().filter(done -> done.userData() == 9).findFirst().orElseThrow();
    assertThat(last.result()).isEqualTo(-Errno.ECANCELED);
    assertThat(CompletionQueue.hasMore(last.flags())).isFalse();
  }

  @Test
  void receivesIntoProvidedBuffersUntilThereAreNone() throws IOException {
    ProvidedBuffers buffers = ring.provideBuffers((short) 3, 2, 4096);
    ring.enable();
    Socket peer = connect();
    submissions.accept(listener.fd(), 1);
    int socket = one(1).result();
    BitSet taken = new BitSet();
    for (int i = 0; i < 2; i++) {
      peer.getOutputStream().write(("bytes " + i).getBytes());
      submissions.receive(socket, buffers, 2);
      Done done = one(2);
      assertThat(done.result()).isEqualTo(7);
      assertThat(CompletionQueue.hasBuffer(done.flags())).isTrue();
      taken.set(CompletionQueue.buffer(done.flags()));
      if (i == 0) {
        continue;
      }
      // Both are taken and not given back.
      assertThat(taken.cardinality()).isEqualTo(2);
      peer.getOutputStream().write('x');
      submissions.receive(socket, buffers, 3);
      assertThat(one(3).result()).isEqualTo(-Errno.ENOBUFS);
      ByteBuffer copy = ByteBuffer.allocate(16).position(4);
      buffers.take(CompletionQueue.buffer(done.flags()), 7, copy);
      assertThat(new String(copy.array(), 4, 7)).isEqualTo("bytes 1");
      assertThat(copy.position()).isEqualTo(4);
      submissions.receive(socket, buffers, 4);
      Done again = one(4);
      assertThat(again.result()).isEqualTo(1);
      assertThat(CompletionQueue.buffer(again.flags()))
          .isEqualTo(CompletionQueue.buffer(done.flags()));
    }
    Sockets.close(socket);
  }

  @Test
  void buffersGoRoundAndRound() throws IOException {
    ProvidedBuffers buffers = ring.provideBuffers((short) 3, 4, 4096);
    ring.enable();
    Socket peer = connect();
    submissions.accept(listener.fd(), 1);
    int socket = one(1).result();
    // More often than the ring's 16-bit tail can count.
    ByteBuffer copy = ByteBuffer.allocate(8);
    for (int i = 0; i < 70_000; i++) {
      peer.getOutputStream().write(i);
      submissions.receive(socket, buffers, 2);
      Done done = one(2);
      assertThat(done.result()).isEqualTo(1);
      buffers.take(CompletionQueue.buffer(done.flags()), 1, copy);
      assertThat(copy.get(0)).isEqualTo((byte) i);
    }
    Sockets.close(socket);
  }

  @Test
  void cancelsWhatWaits() throws IOException {
    ring.enable();
    connect();
    submissions.accept(listener.fd(), 1);
    int socket = one(1).result();
    submissions.receive(socket, memory.address(), 10, 2);
    ring.submitAndWait(0);
    submissions.cancel(2, 3);
    assertThat(take(2))
        .extracting(Done::userData, Done::result)
        .containsExactlyInAnyOrder(tuple(2L, -Errno.ECANCELED), tuple(3L, 0));
    Sockets.close(socket);
  }

  /** More completions than the ring holds: the kernel keeps those that do not fit. */
  @Test
  void losesNothingWhenTheCompletionRingOverflows() throws IOException {
    ring.enable();
    BitSet expected = new BitSet();
    for (int i = 1; i <= 100; i++) {
      if (submissions.isFull()) {
        ring.submit();
      }
      submissions.close(19_999, i);
      expected.set(i);
    }
    BitSet seen = new BitSet();
    while (!seen.equals(expected)) {
      for (Done done : take(1)) {
        assertThat(done.result()).isEqualTo(-Errno.EBADF);
        assertThat(seen.get((int) done.userData())).isFalse();
        seen.set((int) done.userData());
      }
    }
  }

  @Test
  void refusesMoreThanTheSubmissionRingHolds() throws IOException {
    ring.enable();
    for (int i = 0; i < 8; i++) {
      assertThat(submissions.isFull()).isFalse();
      submissions.close(19_999, i);
    }
    assertThat(submissions.isFull()).isTrue();
    assertThatThrownBy(() -> submissions.close(19_999, 8))
        .isInstanceOf(IllegalStateException.class);
    assertThat(take(8)).hasSize(8);
  }

  @Test
  void isWokenByAReadThatAnotherThreadCompletes() throws Exception {
    ring.enable();
    try (WakeupFd wakeup = WakeupFd.open()) {
      for (int i = 1; i <= 500; i++) {
        submissions.read(wakeup.fd(), memory.address(), 8, i);
        Thread other = Thread.ofVirtual().start(wakeup::signal);
        assertThat(one(i).result()).isEqualTo(8);
        other.join();
      }
    }
  }

  @Test
  void belongsToTheThreadThatEnabledIt() throws Exception {
    ring.enable();
    Thread other =
        Thread.ofPlatform()
            .start(
                () ->
                    assertThatThrownBy(() -> ring.submitAndWait(0))
                        .isInstanceOf(NativeIoException.class));
    Throwable[] failure = new Throwable[1];
    other.setUncaughtExceptionHandler((thread, thrown) -> failure[0] = thrown);
    other.join();
    assertThat(failure[0]).isNull();
  }

  @Test
  void saysWhyThereIsNone() {
    assertThat(UringSupport.reason(refusal(Errno.EPERM), "2"))
        .isEqualTo("io_uring is switched off here: kernel.io_uring_disabled=2");
    assertThat(UringSupport.reason(refusal(Errno.EPERM), "0")).contains("forbidden here");
    assertThat(UringSupport.reason(refusal(Errno.ENOSYS), "")).contains("needs Linux 5.19");
    assertThat(UringSupport.reason(refusal(Errno.ENOMEM), "0")).contains("refused: ");
  }

  private static NativeIoException refusal(int errno) {
    return Errno.failure("io_uring_setup", -errno);
  }

  private Socket connect() throws IOException {
    Socket peer = new Socket(InetAddress.getLoopbackAddress(), listener.port());
    peer.setTcpNoDelay(true);
    peers.add(peer);
    return peer;
  }

  private Done one(long userData) throws IOException {
    List<Done> done = take(1);
    assertThat(done).hasSize(1);
    assertThat(done.getFirst().userData()).isEqualTo(userData);
    return done.getFirst();
  }

  /** Submits and waits until there are so many completions; takes all that are there. */
  private List<Done> take(int least) throws IOException {
    CompletionQueue completions = ring.completions();
    List<Done> taken = new ArrayList<>();
    while (taken.size() < least) {
      ring.submitAndWait(FOREVER);
      int count = completions.available();
      for (int i = 0; i < count; i++) {
        taken.add(new Done(completions.userData(i), completions.result(i), completions.flags(i)));
      }
      completions.release(count);
    }
    return taken;
  }
}
