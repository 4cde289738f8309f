package serverbench.bench;

import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a server can do to the fork that it runs in. */
@State(Scope.Benchmark)
public class CrashingBenchmark {

  @Param({"throws", "fails", "exits", "is killed"})
  public String how;

  @Setup
  public void crash() throws Exception {
    switch (how) {
      case "throws" -> throw new IOException("the port is on fire");
      case "fails" -> throw new StackOverflowError("too deep for the server");
      case "exits" -> System.exit(7);
      case "is killed" -> {
        // From outside, and without a word, as the kernel does when memory runs out.
        new ProcessBuilder("bash", "-c", "kill -9 " + ProcessHandle.current().pid())
            .start()
            .waitFor();
        Thread.sleep(60_000);
      }
      default -> throw new IllegalArgumentException(how);
    }
  }

  @Benchmark
  public void requests() {}
}
