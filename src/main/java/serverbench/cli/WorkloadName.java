package serverbench.cli;

import java.util.List;
import picocli.CommandLine.ITypeConverter;
import serverbench.bench.Workload;

/** --workload keepalive,close */
final class WorkloadName implements ITypeConverter<Workload> {

  private static final Names<Workload> WORKLOADS =
      Names.of("workload", List.of(Workload.values()), Workload::name);

  @Override
  public Workload convert(String name) {
    return WORKLOADS.find(name);
  }
}
