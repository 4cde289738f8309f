package serverbench.cli.doctor;

import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.util.ArrayList;
import java.util.List;

/** What is installed: JDK and fonts. */
final class Software {

  private static final int WANTED_JDK = 25;

  static List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(jdk(Runtime.version().feature()));
    findings.add(fonts());
    return findings;
  }

  static Finding jdk(int feature) {
    String value =
        System.getProperty("java.vm.version") + " (" + System.getProperty("java.vendor") + ")";
    return feature >= WANTED_JDK
        ? Finding.ok("JDK", value)
        : Finding.fail("JDK", value, "install JDK " + WANTED_JDK + " or newer, set JAVA_HOME");
  }

  private static Finding fonts() {
    String advice = "charts need one: apt-get install fontconfig fonts-dejavu-core";
    try {
      Font[] fonts = GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts();
      return fonts.length > 0
          ? Finding.ok("fonts", fonts.length + " found")
          : Finding.fail("fonts", "none", advice);
    } catch (RuntimeException | LinkageError e) {
      // What AWT throws depends on which of fontconfig, libfreetype and fonts is missing.
      return Finding.fail("fonts", "AWT finds none: " + e, advice);
    }
  }

  private Software() {}
}
