package serverbench.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import serverbench.results.Environment;
import serverbench.results.Run;

/** Where, when and how a run was measured, in words. */
final class RunFacts {

  private RunFacts() {}

  /** CPU, cores, memory, kernel, JDK; what the machine did not tell is left out. */
  static List<String> machine(Run run) {
    Environment environment = run.environment();
    List<String> facts = new ArrayList<>();
    add(facts, environment.cpu());
    facts.add(environment.cores() + (environment.cores() == 1 ? " core" : " cores"));
    if (environment.memoryBytes() > 0) {
      facts.add(Figures.gibibytes(environment.memoryBytes()));
    }
    add(facts, environment.kernel());
    add(facts, environment.jdk());
    return facts;
  }

  /** "Profile quick, commit 74e2ae0, 2025-11-23 12:09 UTC, 22 min 35 s." */
  static String origin(Run run) {
    return "Profile "
        + run.profile()
        + ", commit "
        + run.environment().commit()
        + ", "
        + started(run)
        + (run.finished() == null
            ? ""
            : ", " + Figures.duration(Duration.between(run.started(), run.finished())))
        + ".";
  }

  /** "2025-11-23 12:09 UTC". */
  static String started(Run run) {
    return run.started().toString().replace('T', ' ').substring(0, 16) + " UTC";
  }

  private static void add(List<String> facts, String fact) {
    if (fact != null && !fact.isBlank()) {
      facts.add(fact);
    }
  }
}
