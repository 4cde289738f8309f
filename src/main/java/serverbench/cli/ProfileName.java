package serverbench.cli;

import java.util.List;
import picocli.CommandLine.ITypeConverter;
import serverbench.bench.Profile;

/** --profile smoke */
final class ProfileName implements ITypeConverter<Profile> {

  private static final Names<Profile> PROFILES =
      Names.of("profile", List.of(Profile.values()), Profile::label);

  @Override
  public Profile convert(String name) {
    return PROFILES.find(name);
  }
}
