package serverbench.measure;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The machine and the JVM, as far as they tell; null where they do not.
 *
 * @param jdk vendor and version
 * @param jvmFlags of this JVM
 * @param kernel name and release
 * @param cpu model name and architecture
 * @param cores available to this JVM
 * @param memoryBytes physical memory
 * @param governor CPU frequency governor
 * @param openFilesLimit of this process (RLIMIT_NOFILE; the JVM raises it to the hard limit)
 * @param more kernel settings that bound what a server can do, by name
 */
public record MachineFacts(
    String jdk,
    List<String> jvmFlags,
    String kernel,
    String cpu,
    int cores,
    long memoryBytes,
    String governor,
    long openFilesLimit,
    Map<String, String> more) {

  private static final List<String> KERNEL_SETTINGS =
      List.of(
          "net/core/somaxconn",
          "net/ipv4/ip_local_port_range",
          "net/ipv4/tcp_congestion_control",
          "net/ipv4/tcp_tw_reuse",
          "net/ipv4/tcp_max_syn_backlog");

  /** Reads them all now. */
  public static MachineFacts read() {
    ProcFs proc = ProcFs.host();
    return new MachineFacts(
        System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"),
        List.copyOf(ManagementFactory.getRuntimeMXBean().getInputArguments()),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        proc.text("cpuinfo").flatMap(MachineFacts::modelName).orElse("unknown CPU")
            + ", "
            + System.getProperty("os.arch"),
        Runtime.getRuntime().availableProcessors(),
        physicalMemory(),
        new ProcFs(java.nio.file.Path.of("/sys"))
            .text("devices/system/cpu/cpu0/cpufreq/scaling_governor")
            .orElse(null),
        readOpenFilesLimit(),
        kernelSettings(proc));
  }

  /** Soft limit of open files; -1 where unknown. */
  public static long readOpenFilesLimit() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : -1;
  }

  static Optional<String> modelName(String cpuinfo) {
    return cpuinfo
        .lines()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).trim())
        .findFirst();
  }

  private static long physicalMemory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean host
        ? host.getTotalMemorySize()
        : -1;
  }

  private static Map<String, String> kernelSettings(ProcFs proc) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String setting : KERNEL_SETTINGS) {
      proc.text("sys/" + setting)
          .ifPresent(
              value ->
                  settings.put(
                      setting.substring(setting.lastIndexOf('/') + 1), value.replace('\t', ' ')));
    }
    proc.text("cpuinfo")
        .ifPresent(
            cpuinfo ->
                settings.put(
                    "virtualised",
                    Boolean.toString(
                        cpuinfo
                            .lines()
                            .anyMatch(l -> l.startsWith("flags") && l.contains(" hypervisor")))));
    return settings;
  }
}
