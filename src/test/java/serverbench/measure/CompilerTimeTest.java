package serverbench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Timeout(60)
@EnabledOnOs(OS.LINUX)
class CompilerTimeTest {

  private static final long MUCH_NANOS = 200_000_000;

  /** Keeps the compilers of its JVM at work. */
  static final class Compiling {
    private Compiling() {}

    public static void main(String[] args) throws Exception {
      while (true) {
        HotCode.runAnew(100_000);
      }
    }
  }

  @Test
  void aChildsCompilersCount() throws Exception {
    Path classes =
        Path.of(CompilerTimeTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes.toString(),
                Compiling.class.getName())
            .inheritIO()
            .start();
    try {
      CompilerTime time = new CompilerTime();
      Sampler own = new Sampler(NameRules.hotspot());
      Snapshot begin = own.take();
      long all = 0;
      long ofThisJvm = 0;
      while (all - ofThisJvm < MUCH_NANOS) {
        assertThat(child.isAlive()).isTrue();
        all += time.takeNanos();
        ofThisJvm = own.take().minus(begin).cpuNanos(Side.JIT);
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
  }
}
