package serverbench.results;

import java.util.List;
import java.util.Map;

/**
 * The machine and software that a run ran on; null or empty where the machine does not tell.
 *
 * @param commit of the suite's source, with "-dirty" when it had changes, or "unknown"
 * @param jdk vendor and version
 * @param jvmFlags of the measuring forks, heap and collector included
 * @param kernel name and release
 * @param cpu model name
 * @param cores available to the JVM
 * @param memoryBytes physical memory
 * @param governor CPU frequency governor, or null
 * @param openFilesLimit soft limit (RLIMIT_NOFILE)
 * @param more whatever else was worth recording (somaxconn, port range, virtualisation ...)
 */
public record Environment(
    String commit,
    String jdk,
    List<String> jvmFlags,
    String kernel,
    String cpu,
    int cores,
    long memoryBytes,
    String governor,
    long openFilesLimit,
    Map<String, String> more) {}
