package serverbench.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static serverbench.cli.doctor.Finding.Level.FAIL;
import static serverbench.cli.doctor.Finding.Level.OK;
import static serverbench.cli.doctor.Finding.Level.WARN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {

  @TempDir private Path root;

  @Test
  void judgesWhatItSees() {
    assertThat(Software.jdk(24).level()).isEqualTo(FAIL);
    assertThat(Software.jdk(25).level()).isEqualTo(OK);
    assertThat(Capacity.cores(2).level()).isEqualTo(WARN);
    assertThat(Capacity.cores(8).level()).isEqualTo(OK);
    assertThat(Capacity.memory(1.5).level()).isEqualTo(FAIL);
    assertThat(Capacity.memory(3).level()).isEqualTo(WARN);
    assertThat(Capacity.files(1024))
        .returns(WARN, Finding::level)
        .extracting(Finding::advice)
        .asString()
        .contains("at most 312 connections");
    assertThat(Capacity.backlog(128).level()).isEqualTo(WARN);
    assertThat(Capacity.ports("32768\t60999").level()).isEqualTo(OK);
    assertThat(Capacity.ports("32768\t33000").level()).isEqualTo(WARN);
    assertThat(Noise.governor("powersave").level()).isEqualTo(WARN);
    assertThat(Noise.load(0.1, 2).level()).isEqualTo(OK);
    assertThat(Noise.load(1.9, 2).level()).isEqualTo(WARN);
    assertThat(Noise.steal(0.06)).returns(WARN, Finding::level).returns("6.0 %", Finding::value);
  }

  @Test
  void saysWhyIoUringIsRefused() {
    assertThat(Interfaces.ioUring(0, 0).level()).isEqualTo(OK);
    assertThat(Interfaces.ioUring(38, 0).value()).isEqualTo("not in this kernel");
    assertThat(Interfaces.ioUring(1, 2).advice()).contains("sysctl kernel.io_uring_disabled=0");
    assertThat(Interfaces.ioUring(1, 0).value()).contains("seccomp");
  }

  @Test
  void stealIsTheShareOfAllTimeBetweenTwoReadings() {
    CpuTimes before = CpuTimes.parse("cpu  100 0 100 800 0 0 0 0 0 0\ncpu0 1 2 3");
    CpuTimes after = CpuTimes.parse("cpu  150 0 120 820 0 0 0 10 50 0\ncpu0 1 2 3");
    assertThat(after.stealSince(before)).isEqualTo(0.1);
    assertThat(before.stealSince(before)).isZero();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void readsSysctlFilesToTheirEnd() throws IOException {
    String ports =
        new Proc(Path.of("/")).text("proc/sys/net/ipv4/ip_local_port_range").orElseThrow();
    assertThat(ports).matches("\\d+\\s+\\d+");
  }

  @Test
  void quotaOfAContainerIsSeen() throws Exception {
    Path max = root.resolve("sys/fs/cgroup/cpu.max");
    Files.createDirectories(max.getParent());
    Files.writeString(max, "50000 100000\n");
    assertThat(new Noise(new Proc(root)).findings())
        .anyMatch(f -> f.what().equals("CPU quota") && f.level() == WARN);
  }

  @Test
  void aSystemWithoutProcStillGetsItsLines() throws Exception {
    assertThat(Doctor.examine(new Proc(root)))
        .extracting(Finding::what)
        .contains("JDK", "fonts", "epoll", "io_uring", "kqueue", "cores", "memory", "open files");
  }

  @Test
  void linesAreAlignedAndHaveLevelWhatValueAdvice() {
    String text =
        Doctor.render(
            List.of(
                Finding.ok("JDK", "25"),
                Finding.warn("open files", "1,024", "ulimit -n 20000"),
                Finding.fail("fonts", "none", "install some")));
    assertThat(text.lines())
        .containsExactly(
            "ok    JDK         25",
            "warn  open files  1,024  ulimit -n 20000",
            "fail  fonts       none   install some");
  }
}
