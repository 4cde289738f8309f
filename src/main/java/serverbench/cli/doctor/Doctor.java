package serverbench.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Looks at a machine: what it allows and what will make numbers noisy. */
public final class Doctor {

  private Doctor() {}

  /** Takes about a second, to see what a hypervisor takes away. */
  public static List<Finding> examine(Proc proc) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    findings.addAll(Software.findings());
    findings.addAll(new Interfaces(proc).findings());
    findings.addAll(new Capacity(proc).findings());
    findings.addAll(new Noise(proc).findings());
    return findings;
  }

  /** A line each: level, what, value, advice. */
  public static String render(List<Finding> findings) {
    int what = findings.stream().mapToInt(f -> f.what().length()).max().orElse(0);
    int value = findings.stream().mapToInt(f -> f.value().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      String level = finding.level().name().toLowerCase(Locale.ROOT);
      String line =
          ("%-4s  %-" + what + "s  %-" + value + "s  %s")
              .formatted(level, finding.what(), finding.value(), finding.advice());
      text.append(line.stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }
}
