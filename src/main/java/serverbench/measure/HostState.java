package serverbench.measure;

import java.io.Serializable;
import java.lang.management.ManagementFactory;

/**
 * What else the machine does and how fast it is, at one moment; -1 where it does not tell.
 *
 * @param loadAverage over the last minute, what this JVM does itself included
 * @param clockMegahertz mean over the cores; /proc/cpuinfo has it on x86, where it is the true
 *     clock on bare metal and the nominal one in most virtual machines
 */
public record HostState(double loadAverage, double clockMegahertz) implements Serializable {

  /** Reads two files of /proc; with many cores that takes milliseconds. */
  public static HostState read() {
    ProcFs proc = ProcFs.host();
    double load = proc.loadAverage();
    return new HostState(
        load >= 0 ? load : ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        proc.clockMegahertz());
  }
}
