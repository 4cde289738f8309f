package serverbench;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arrows between the packages: each may import only what stands in its row. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("serverbench");

  @ParameterizedTest
  @CsvSource({
    "net,     ''",
    "http,    ''",
    "server,  http",
    "models,  server http net",
    "references, server http",
    "load,    ''",
    "measure, ''",
    "results, ''",
    "bench,   models references server http load measure results net",
    "profiling, bench measure results",
    "charts,  results",
    "report,  results",
    "gate,    results",
  })
  void importsOnly(String from, String allowed) {
    String[] own =
        Arrays.stream((from + " " + allowed).strip().split(" "))
            .map(name -> "serverbench." + name + "..")
            .toArray(String[]::new);
    DescribedPredicate<JavaClass> permitted =
        resideInAnyPackage(own).or(DescribedPredicate.not(resideInAPackage("serverbench..")));
    classes()
        .that()
        .resideInAPackage("serverbench." + from + "..")
        .should()
        .onlyDependOnClassesThat(permitted)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("serverbench.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  /** Each is an example of its own, and none is loaded unless it is asked for. */
  @Test
  void modelsKnowNoFramework() {
    noClasses()
        .that()
        .resideInAnyPackage("serverbench.models..", "serverbench.http..", "serverbench.net..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty..", "org.eclipse..", "io.undertow..", "io.helidon..")
        .check(CLASSES);
  }

  private static final Set<String> TELL_THE_TIME =
      Set.of(
          "serverbench.bench.Campaign",
          "serverbench.bench.Handling",
          "serverbench.bench.SoakCampaign",
          "serverbench.cli.GateMeasuring",
          "serverbench.cli.GateStart",
          "serverbench.cli.Measuring",
          "serverbench.cli.MergeCommand",
          "serverbench.cli.ProfileCommand",
          "serverbench.cli.SoakCommand",
          "serverbench.cli.TrendCommand",
          "serverbench.cli.Wiring",
          "serverbench.http.DateHeader",
          "serverbench.models.process.AotCache",
          "serverbench.server.HandlerRecipe");

  /**
   * Wall-clock time is for people, logs and headers; it may jump, so nothing may be timed by it:
   * durations are of System.nanoTime.
   */
  @Test
  void onlyThoseThatTellTheTimeAskForIt() {
    noClasses()
        .that(describe("do not tell the time", type -> !TELL_THE_TIME.contains(type.getName())))
        .should()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(InstantSource.class, "system")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
  }

  @Test
  void sawThePackages() {
    assertThat(CLASSES.stream().map(JavaClass::getPackageName))
        .contains("serverbench.net", "serverbench.http", "serverbench.models", "serverbench.cli");
  }
}
