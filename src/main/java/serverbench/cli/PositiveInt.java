package serverbench.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A count: 1 or more. */
final class PositiveInt implements ITypeConverter<Integer> {

  @Override
  public Integer convert(String value) {
    try {
      int number = Integer.parseInt(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, together with numbers out of range.
    }
    throw new TypeConversionException("'" + value + "' is no whole number of 1 or more");
  }
}
