package serverbench.cli.doctor;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How much the machine has: cores, memory, open files, backlog, ports. */
record Capacity(Proc proc) {

  private static final long FILES_WANTED = 20_000;
  private static final long BACKLOG_WANTED = 4096;
  private static final int PORTS_WANTED = 20_000;
  private static final double GIBIBYTE = 1L << 30;
  private static final double MEMORY_LEAST_GIB = 2;
  private static final double MEMORY_WANTED_GIB = 4;

  List<Finding> findings() {
    UnixOperatingSystemMXBean system =
        (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    List<Finding> findings = new ArrayList<>();
    findings.add(cores(Runtime.getRuntime().availableProcessors()));
    findings.add(memory(system.getTotalMemorySize() / GIBIBYTE));
    findings.add(files(system.getMaxFileDescriptorCount()));
    proc.number("proc/sys/net/core/somaxconn").map(Capacity::backlog).ifPresent(findings::add);
    proc.text("proc/sys/net/ipv4/ip_local_port_range")
        .map(Capacity::ports)
        .ifPresent(findings::add);
    return findings;
  }

  static Finding cores(int cores) {
    if (cores < 2) {
      return Finding.warn("cores", "1", "client and server share it: expect low, noisy numbers");
    }
    return cores < 4
        ? Finding.warn(
            "cores",
            Integer.toString(cores),
            "client and server share them: compare ratios, not absolute numbers")
        : Finding.ok("cores", Integer.toString(cores));
  }

  static Finding memory(double gibibytes) {
    String value = String.format(Locale.ROOT, "%.1f GiB", gibibytes);
    if (gibibytes < MEMORY_LEAST_GIB) {
      return Finding.fail("memory", value, "a fork and its orchestrator need 2 GiB");
    }
    return gibibytes < MEMORY_WANTED_GIB
        ? Finding.warn("memory", value, "4 GiB leave room for 1,000 threads and more")
        : Finding.ok("memory", value);
  }

  static Finding files(long limit) {
    String value = String.format(Locale.ROOT, "%,d", limit);
    return limit < FILES_WANTED
        ? Finding.warn(
            "open files",
            value,
            "ulimit -n "
                + FILES_WANTED
                + "; as it is, at most "
                + Math.max(0, (limit - 400) / 2)
                + " connections with client and server in one JVM")
        : Finding.ok("open files", value);
  }

  static Finding backlog(long somaxconn) {
    return somaxconn < BACKLOG_WANTED
        ? Finding.warn(
            "somaxconn",
            Long.toString(somaxconn),
            "sysctl net.core.somaxconn=" + BACKLOG_WANTED + "; else bursts of connects wait")
        : Finding.ok("somaxconn", Long.toString(somaxconn));
  }

  static Finding ports(String range) {
    String[] ends = range.split("\\s+");
    int ports = Integer.parseInt(ends[1]) - Integer.parseInt(ends[0]) + 1;
    String value = ends[0] + " to " + ends[1];
    return ports < PORTS_WANTED
        ? Finding.warn(
            "local ports",
            value,
            "sysctl net.ipv4.ip_local_port_range='10000 65535'; else a new connection for each"
                + " request runs out of ports")
        : Finding.ok("local ports", value);
  }
}
