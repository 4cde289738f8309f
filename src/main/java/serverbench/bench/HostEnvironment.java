package serverbench.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import serverbench.measure.MachineFacts;
import serverbench.measure.SourceCommit;
import serverbench.results.Environment;

/** The machine as results record it. */
public final class HostEnvironment {

  private HostEnvironment() {}

  /**
   * Reads it now.
   *
   * @param jvmFlags of the measuring forks; empty when none has told
   * @param cpus which cores server and client ran on
   */
  public static Environment read(List<String> jvmFlags, CpuPlacement cpus) {
    MachineFacts facts = MachineFacts.read();
    Map<String, String> more = new LinkedHashMap<>(facts.more());
    more.put("cpus", cpus.text());
    return new Environment(
        SourceCommit.read(),
        facts.jdk(),
        List.copyOf(jvmFlags),
        facts.kernel(),
        facts.cpu(),
        facts.cores(),
        facts.memoryBytes(),
        facts.governor(),
        facts.openFilesLimit(),
        Collections.unmodifiableMap(more));
  }
}
