package serverbench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(60)
@EnabledOnOs(OS.LINUX)
class SamplerTest {

  private static final long WORK_NANOS = 300_000_000;

  private final Sampler sampler =
      new Sampler(
          NameRules.hotspot()
              .with("load-", Side.CLIENT)
              // What runs the tests.
              .with("surefire", Side.HARNESS));

  @Test
  void aServerThreadThatHasEndedIsTheServers() throws Exception {
    Snapshot before = sampler.take();
    Busy busy = new Busy("epoll-loop");
    busy.finish();
    Usage usage = sampler.take().minus(before);

    assertThat(usage.cpuNanos(Side.SERVER)).isGreaterThan(3 * usage.cpuNanos(Side.CLIENT));
    assertThat(usage.cpuNanos(Side.SERVER)).isGreaterThan(WORK_NANOS / 2);
  }

  @Test
  void aClientThreadIsNotTheServers() throws Exception {
    Snapshot before = sampler.take();
    Busy busy = new Busy("load-io-1-1");
    Usage usage = sampler.take().minus(before);
    busy.finish();

    assertThat(usage.cpuNanos(Side.CLIENT)).isGreaterThan(WORK_NANOS / 2);
    assertThat(usage.cpuNanos(Side.SERVER)).isLessThan(usage.cpuNanos(Side.CLIENT) / 2);
  }

  @Test
  void aChildProcessThatWasReapedIsTheServers() throws Exception {
    Snapshot before = sampler.take();
    Process child =
        new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done").start();
    assertThat(child.waitFor()).isZero();
    Snapshot after = sampler.take();

    long children = after.children().cpuNanos() - before.children().cpuNanos();
    assertThat(children).isPositive();
    assertThat(after.minus(before).cpuNanos(Side.SERVER)).isGreaterThanOrEqualTo(children);
  }

  @Test
  void countsServerThreadsAndLiveChildren() throws Exception {
    Snapshot before = sampler.take();
    CountDownLatch end = new CountDownLatch(1);
    Thread[] threads = new Thread[5];
    // A thread has its name, by which it is the server's, once it has run.
    CountDownLatch begun = new CountDownLatch(threads.length);
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          Thread.ofPlatform()
              .name("worker-" + i)
              .start(
                  () -> {
                    begun.countDown();
                    await(end);
                  });
    }
    begun.await();
    Process child = new ProcessBuilder("sleep", "300").start();
    Snapshot during = sampler.take();
    // A process that has just been made has no memory of its own for a moment.
    while (during.children().residentBytes() == 0 && child.isAlive()) {
      Thread.onSpinWait();
      during = sampler.take();
    }
    end.countDown();
    child.destroyForcibly().waitFor();
    for (Thread thread : threads) {
      thread.join();
    }

    // Starting the first process makes a thread of the JDK as well, which is none of the server's.
    assertThat(during.serverThreads()).isGreaterThanOrEqualTo(before.serverThreads() + 5);
    assertThat(during.children().live()).isEqualTo(before.children().live() + 1);
    assertThat(during.children().residentBytes()).isPositive();
    assertThat(during.openFiles()).isPositive();
    assertThat(during.residentBytes()).isPositive();
  }

  @Test
  void allocationOfAClientThreadIsTakenOff() throws Exception {
    int bytes = 64 << 20;
    Snapshot before = sampler.take();
    Thread server = Thread.ofPlatform().name("server").start(() -> allocate(bytes));
    server.join();
    Snapshot between = sampler.take();
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    Thread client =
        Thread.ofPlatform()
            .name("load-io-1-1")
            .start(
                () -> {
                  allocate(bytes);
                  done.countDown();
                  await(end);
                });
    done.await();
    Snapshot after = sampler.take();
    end.countDown();
    client.join();

    assertThat(between.minus(before).serverAllocatedBytes()).isGreaterThanOrEqualTo(bytes);
    assertThat(after.minus(between).serverAllocatedBytes()).isLessThan(bytes / 2);
  }

  private static void allocate(int bytes) {
    for (int allocated = 0; allocated < bytes; allocated += 1 << 16) {
      assertThat(new byte[1 << 16]).isNotNull();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A thread that has used its share of CPU time when the constructor returns. */
  private static final class Busy {

    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;

    Busy(String name) throws InterruptedException {
      CountDownLatch worked = new CountDownLatch(1);
      thread =
          Thread.ofPlatform()
              .name(name)
              .start(
                  () -> {
                    while (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
                        < WORK_NANOS) {
                      Thread.onSpinWait();
                    }
                    worked.countDown();
                    await(end);
                  });
      worked.await();
    }

    void finish() throws InterruptedException {
      end.countDown();
      thread.join();
    }
  }
}
