package serverbench.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import serverbench.bench.CpuPlacement;

/** --cpus split */
final class CpuPlacementText implements ITypeConverter<CpuPlacement> {

  @Override
  public CpuPlacement convert(String text) {
    try {
      return CpuPlacement.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
