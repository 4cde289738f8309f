package serverbench.cli.doctor;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What makes numbers move between runs: other load, steal, clock frequency, virtualisation. */
record Noise(Proc proc) {

  private static final Duration STEAL_SAMPLE = Duration.ofSeconds(1);
  private static final double STEAL_TOLERATED = 0.05;

  List<Finding> findings() throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    findings.add(governor());
    int cores = Runtime.getRuntime().availableProcessors();
    findings.add(load(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(), cores));
    Optional<CpuTimes> before = proc.text("proc/stat").map(CpuTimes::parse);
    if (before.isPresent()) {
      Thread.sleep(STEAL_SAMPLE);
      CpuTimes after = proc.text("proc/stat").map(CpuTimes::parse).orElseThrow();
      findings.add(steal(after.stealSince(before.get())));
    }
    findings.add(virtualisation());
    quota().ifPresent(findings::add);
    return findings;
  }

  private Finding governor() {
    return proc.text("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")
        .map(Noise::governor)
        .orElse(Finding.ok("governor", "not visible here"));
  }

  static Finding governor(String governor) {
    return governor.equals("performance")
        ? Finding.ok("governor", governor)
        : Finding.warn(
            "governor", governor, "cpupower frequency-set -g performance keeps the clock steady");
  }

  static Finding load(double oneMinute, int cores) {
    String value = String.format(Locale.ROOT, "%.2f", oneMinute);
    return oneMinute > cores * 0.25
        ? Finding.warn("load average", value, "something else runs: wait for it or stop it")
        : Finding.ok("load average", value);
  }

  static Finding steal(double share) {
    String value = String.format(Locale.ROOT, "%.1f %%", share * 100);
    return share > STEAL_TOLERATED
        ? Finding.warn("steal", value, "other guests use this host: numbers will be flagged")
        : Finding.ok("steal", value);
  }

  private Finding virtualisation() {
    boolean guest =
        proc.text("proc/cpuinfo").filter(info -> info.contains(" hypervisor")).isPresent();
    if (!guest) {
      return Finding.ok("virtualisation", "none seen");
    }
    String product =
        proc.text("sys/class/dmi/id/product_name")
            .filter(name -> !name.isEmpty())
            .orElse("a hypervisor");
    return Finding.warn(
        "virtualisation", product, "use more forks; compare only runs of the same machine");
  }

  /** A container may have less CPU than it sees cores (cgroup v2, cpu.max). */
  private Optional<Finding> quota() {
    return proc.text("sys/fs/cgroup/cpu.max")
        .filter(max -> !max.startsWith("max"))
        .map(
            max ->
                Finding.warn(
                    "CPU quota", max + " us", "throttling shows as latency: lift the quota"));
  }
}
