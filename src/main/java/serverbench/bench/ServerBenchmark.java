package serverbench.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Throughput of a server model: one operation is one correct answer.
 *
 * <pre>
 *   load-io thread(s) ==N connections, 127.0.0.1==> server of the model, in the same JVM
 *          |
 *          '-- completed + 1 --> JMH's worker takes one completion for each operation
 * </pre>
 *
 * <p>The fixture warms up until the throughput is flat. One short warm-up iteration of JMH's own
 * follows, since JMH's loop around the method is still to be compiled: without it the first second
 * measured lost up to a quarter of its requests to that.
 *
 * <p>The flags of a fork: native access for FFM, the export for continuations, Unsafe for Netty;
 * ParallelGC because all its work happens in pauses and in threads of its own, so that its CPU time
 * can be told from the server's and costs no barriers worth naming; a heap of fixed size, all of it
 * there from the beginning, so that it does not grow while measuring; most of it for new objects,
 * because the client's garbage (some 3 KB a request) would else stop client and server every second
 * and show up as latency of the server; huge pages make the beginning short (Linux only, unknown
 * elsewhere); a fixed number of compiler threads, because the CPU time of one that ends would look
 * like the server's; no leak detection in the client's Netty.
 *
 * <p>And no profiles from the client's AOT cache (JEP 515), only its classes: the JVM takes what
 * was not compiled in the training run for cold, and profiles it 100 to 250 times later than
 * without such a cache. That is all of the server's code, and a part of the client's that depends
 * on the luck of the training run: seen after three seconds, 70,000 or 135,000 requests/s of the
 * same jar, by nothing but the cache that it ran on.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(
    iterations = ServerBenchmark.LOOP_WARM_UP,
    time = ServerBenchmark.LOOP_WARM_UP_MILLIS,
    timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 1)
@Threads(1)
@Fork(
    value = 1,
    jvmArgsPrepend = {
      "--enable-native-access=ALL-UNNAMED",
      "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow",
      "-Xms2g",
      "-Xmx2g",
      "-Xmn1600m",
      "-XX:+AlwaysPreTouch",
      "-XX:+IgnoreUnrecognizedVMOptions",
      "-XX:+UseTransparentHugePages",
      "-XX:+UseParallelGC",
      "-XX:-UseDynamicNumberOfCompilerThreads",
      "-XX:+UnlockDiagnosticVMOptions",
      "-XX:-AOTRecordTraining",
      "-XX:-AOTReplayTraining",
      "-Dio.netty.leakDetection.level=disabled"
    })
public class ServerBenchmark {

  static final int LOOP_WARM_UP = 1;
  static final int LOOP_WARM_UP_MILLIS = 400;

  @Benchmark
  public void requests(ServerFixture server) {
    server.take();
  }
}
