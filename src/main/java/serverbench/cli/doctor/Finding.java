package serverbench.cli.doctor;

/**
 * One line of doctor.
 *
 * @param what was looked at
 * @param value what was found
 * @param advice what to do about it; empty when all is well
 */
public record Finding(Level level, String what, String value, String advice) {

  /** How bad it is. */
  public enum Level {
    OK,
    /** Numbers will be noisy, or something optional is missing. */
    WARN,
    /** Running is impossible. */
    FAIL
  }

  static Finding ok(String what, String value) {
    return new Finding(Level.OK, what, value, "");
  }

  static Finding warn(String what, String value, String advice) {
    return new Finding(Level.WARN, what, value, advice);
  }

  static Finding fail(String what, String value, String advice) {
    return new Finding(Level.FAIL, what, value, advice);
  }
}
