package serverbench.cli;

import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import serverbench.bench.Workload;

/** --workload keepalive,close */
final class WorkloadName implements ITypeConverter<Workload> {

  private static final Names<Workload> WORKLOADS =
      Names.of("workload", List.of(Workload.values()), Workload::name);

  @Override
  public Workload convert(String name) {
    try {
      return WORKLOADS.find(name);
    } catch (Names.UnknownName e) {
      throw new TypeConversionException(
          e.getMessage() + " (there are " + String.join(", ", WORKLOADS.all()) + ")");
    }
  }
}
