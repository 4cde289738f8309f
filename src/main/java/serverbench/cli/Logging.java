package serverbench.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.logging.LogManager;

/** Log records on stderr: warnings and errors, a line each (logging.properties in the jar). */
final class Logging {

  static void configure() {
    if (System.getProperty("java.util.logging.config.file") != null) {
      return;
    }
    try (InputStream properties = Logging.class.getResourceAsStream("/logging.properties")) {
      LogManager.getLogManager().readConfiguration(properties);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Logging() {}
}
