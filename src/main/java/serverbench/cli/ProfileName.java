package serverbench.cli;

import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import serverbench.bench.Profile;

/** --profile smoke */
final class ProfileName implements ITypeConverter<Profile> {

  private static final Names<Profile> PROFILES =
      Names.of("profile", List.of(Profile.values()), Profile::label);

  @Override
  public Profile convert(String name) {
    try {
      return PROFILES.find(name);
    } catch (Names.UnknownName e) {
      throw new TypeConversionException(
          e.getMessage() + " (there are " + String.join(", ", PROFILES.all()) + ")");
    }
  }
}
