package serverbench.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import serverbench.measure.SourceCommit;
import serverbench.models.Choice;
import serverbench.results.Run;

/**
 * What a jar says of itself before a gate measures it.
 *
 * @param schemaVersion of the forks that it writes
 * @param commit that it was built from
 * @param models labels of those that run on this machine
 * @param workloads what each of them asks of a server, to be compared between two jars
 */
public record SideDescription(
    int schemaVersion, String commit, List<String> models, Map<String, String> workloads) {

  static SideDescription ofThis() {
    Map<String, String> workloads = new LinkedHashMap<>();
    Arrays.stream(Workload.values())
        .forEach(workload -> workloads.put(workload.name(), workload.definition()));
    return new SideDescription(
        Run.SCHEMA_VERSION,
        SourceCommit.read(),
        Choice.all().stream()
            .filter(choice -> choice.model().unsupported(choice.variant()).isEmpty())
            .map(Choice::label)
            .toList(),
        workloads);
  }
}
