package serverbench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serverbench.http.BufferPool.Buffer;

class BufferPoolTest {

  static Stream<Named<Supplier<BufferPool>>> pools() {
    return Stream.of(
        Named.of("confined", ConfinedBufferPool::new),
        Named.of("shared", SharedBufferPool::new),
        Named.of("direct", DirectBufferPool::new));
  }

  @ParameterizedTest
  @MethodSource("pools")
  void lendsPowersOfTwo(Supplier<BufferPool> pools) {
    try (BufferPool pool = pools.get()) {
      assertThat(pool.acquire(1).capacity()).isEqualTo(8 << 10);
      assertThat(pool.acquire(8 << 10).capacity()).isEqualTo(8 << 10);
      assertThat(pool.acquire((8 << 10) + 1).capacity()).isEqualTo(16 << 10);
      assertThat(pool.acquire(100_000).capacity()).isEqualTo(128 << 10);
      assertThat(pool.acquire(BufferPool.LARGEST).capacity()).isEqualTo(4 << 20);
      assertThatThrownBy(() -> pool.acquire(BufferPool.LARGEST + 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("pools")
  void lendsWhatWasGivenBackLast(Supplier<BufferPool> pools) {
    try (BufferPool pool = pools.get()) {
      Buffer first = pool.acquire(1);
      Buffer second = pool.acquire(1);
      assertThat(second.address()).isNotEqualTo(first.address());

      pool.release(first);
      assertThat(pool.acquire(1)).isSameAs(first);
      pool.release(second);
      assertThat(pool.acquire(1)).isSameAs(second);
    }
  }

  @ParameterizedTest
  @MethodSource("pools")
  void segmentBytesAndAddressAreTheSameMemory(Supplier<BufferPool> pools) {
    try (BufferPool pool = pools.get()) {
      Buffer buffer = pool.acquire(1);
      buffer.bytes().put(5, (byte) 42);

      assertThat(buffer.segment().address()).isEqualTo(buffer.address());
      assertThat(buffer.segment().get(java.lang.foreign.ValueLayout.JAVA_BYTE, 5))
          .isEqualTo((byte) 42);
    }
  }

  @Test
  void whatIsIdleIsBounded() {
    ConfinedBufferPool confined = new ConfinedBufferPool();
    SharedBufferPool shared = new SharedBufferPool();
    lendAndGiveBack(confined, 20, 1 << 20);
    lendAndGiveBack(shared, 20, 1 << 20);
    assertThat(confined.blocks()).isEqualTo(8);
    assertThat(shared.blocks()).isEqualTo(8);

    confined.close();
    shared.close();
    assertThat(confined.blocks()).isZero();
    assertThat(shared.blocks()).isZero();
  }

  private static void lendAndGiveBack(BufferPool pool, int count, int bytes) {
    List<Buffer> lent = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      lent.add(pool.acquire(bytes));
    }
    lent.forEach(pool::release);
  }

  @Test
  void noTwoThreadsHoldOneBuffer() throws Exception {
    try (SharedBufferPool pool = new SharedBufferPool();
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> runs = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        runs.add(threads.submit(() -> markAndCheck(pool)));
      }
      for (Future<?> run : runs) {
        run.get();
      }
      assertThat(pool.blocks()).isLessThanOrEqualTo(4 * 3 * 2 + 64);
    }
  }

  /** Holds a few buffers at a time, and finds its own mark in each before it gives it back. */
  private static void markAndCheck(BufferPool pool) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int round = 0; round < 20_000; round++) {
      Buffer[] held = new Buffer[3];
      long mark = random.nextLong();
      for (int i = 0; i < held.length; i++) {
        held[i] = pool.acquire(1 << (12 + random.nextInt(3)));
        held[i].bytes().putLong(0, mark + i);
      }
      for (int i = 0; i < held.length; i++) {
        if (held[i].bytes().getLong(0) != mark + i) {
          throw new AssertionError("another thread wrote into a buffer that is lent");
        }
        pool.release(held[i]);
      }
    }
  }
}
