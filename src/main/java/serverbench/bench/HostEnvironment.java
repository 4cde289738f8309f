package serverbench.bench;

import java.util.List;
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
   */
  public static Environment read(List<String> jvmFlags) {
    MachineFacts facts = MachineFacts.read();
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
        facts.more());
  }
}
