package serverbench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On text as Linux 6.18 gave it. */
class ProcFsTest {

  private static final String STAT =
      "9396 (a (b) c) S 9392 9392 5224 0 -1 4194304 23065 0 27 0 116 9 30 4 20 0 17 0 150393"
          + " 9059065856 29591 18446744073709551615 94033646612480 94033646613485 0";

  @TempDir Path proc;

  @Test
  void processStatWithParenthesesInTheName() {
    assertThat(ProcessStat.parse(STAT)).isEqualTo(new ProcessStat(116 + 9, 30 + 4, 29591));
  }

  @Test
  void hostCpu() {
    String stat =
        "cpu  13405 7 3473 282406 667 3 90 20 5 0\ncpu0 6150 0 1263 142488 57 0 15 8 0 0\n";
    assertThat(HostCpu.parse(stat))
        .isEqualTo(new HostCpu(13405 + 7 + 3473 + 282406 + 667 + 3 + 90 + 20, 20));
    assertThat(HostCpu.parse("")).isEqualTo(HostCpu.UNKNOWN);
  }

  @Test
  void threads() throws IOException {
    write("self/task/17/comm", "load-io-3-1\n");
    write("self/task/17/schedstat", "583558225 104506840 618\n");
    write(
        "self/task/17/status",
        "Name:\tload-io-3-1\nvoluntary_ctxt_switches:\t16\nnonvoluntary_ctxt_switches:\t5\n");
    ProcFs host = new ProcFs(proc);

    assertThat(host.threads("self")).containsExactly("17");
    assertThat(host.threadName("self", "17")).contains("load-io-3-1");
    assertThat(host.threadCpuNanos("self", "17")).isEqualTo(583558225);
    assertThat(host.threadContextSwitches("self", "17")).isEqualTo(21);
  }

  @Test
  void whatIsNotThereIsUnknown() {
    ProcFs host = new ProcFs(proc.resolve("absent"));
    assertThat(host.threads("self")).isEmpty();
    assertThat(host.threadName("self", "1")).isEmpty();
    assertThat(host.threadCpuNanos("self", "1")).isEqualTo(-1);
    assertThat(host.threadContextSwitches("self", "1")).isEqualTo(-1);
    assertThat(host.stat("self")).isEmpty();
    assertThat(host.hostCpu()).isEqualTo(HostCpu.UNKNOWN);
    assertThat(host.loadAverage()).isEqualTo(-1);
    assertThat(host.clockMegahertz()).isEqualTo(-1);
    assertThat(host.entries("self/fd")).isEqualTo(-1);
  }

  @Test
  void loadAverageAndModelName() throws IOException {
    write("loadavg", "0.01 0.12 0.09 2/102 9413\n");
    assertThat(new ProcFs(proc).loadAverage()).isEqualTo(0.01);
    assertThat(MachineFacts.modelName("processor\t: 0\nmodel name\t: Intel(R) Xeon(R)\n"))
        .contains("Intel(R) Xeon(R)");
  }

  @Test
  void clockIsTheMeanOfTheCores() throws IOException {
    write(
        "cpuinfo", "processor\t: 0\ncpu MHz\t\t: 2500.5\n\nprocessor\t: 1\ncpu MHz\t\t: 2600.5\n");
    assertThat(new ProcFs(proc).clockMegahertz()).isEqualTo(2550.5);
    write("cpuinfo", "processor\t: 0\nBogoMIPS\t: 48.00\n");
    assertThat(new ProcFs(proc).clockMegahertz()).isEqualTo(-1);
  }

  private void write(String path, String text) throws IOException {
    Path file = proc.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
