package serverbench.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** --budget 2h, 90m, 1h30m, 45s */
final class TimeBudget implements ITypeConverter<Duration> {

  private static final Pattern TEXT =
      Pattern.compile("(?:(\\d{1,3})h)?(?:(\\d{1,5})m)?(?:(\\d{1,6})s)?");

  @Override
  public Duration convert(String text) {
    Matcher parts = TEXT.matcher(text);
    Duration sum = Duration.ZERO;
    if (parts.matches()) {
      sum =
          Duration.ofHours(part(parts, 1)).plusMinutes(part(parts, 2)).plusSeconds(part(parts, 3));
    }
    if (sum.isZero()) {
      throw new TypeConversionException("'" + text + "' is no time like 2h, 90m or 1h30m");
    }
    return sum;
  }

  private static long part(Matcher parts, int group) {
    return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
  }
}
