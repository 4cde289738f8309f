package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import serverbench.measure.HotCode;

@Timeout(60)
class CompilersTest {

  /** As JDK 25 writes it. */
  private static final String BUSY =
      """
      Current compiles:\s
      C2 CompilerThread0  1745       4       java.util.regex.Pattern::atom (422 bytes)
      C1 CompilerThread0  1774       3       java.util.Formatter::parse (216 bytes)

      C1 compile queue:
      1706       2       java.lang.StringConcatHelper::prepend (30 bytes)
      1710       2       java.util.Formatter$FormatSpecifier::<init> (77 bytes)

      C2 compile queue:
      1489 % !   4       java.util.HashMap::put @ 7 (13 bytes)

      """;

  private static final String IDLE =
      """
      Current compiles:\s

      C1 compile queue:
      Empty

      C2 compile queue:
      Empty

      """;

  /** Each is compiled when it has run for a while: many more than are needed to see one waiting. */
  private static final int MOST_CLASSES = 2_000;

  @Test
  void countsWhatWaitsAndWhatIsAtWork() {
    assertThat(new Compilers(() -> BUSY, () -> 0).waiting()).isEqualTo(5);
    assertThat(new Compilers(() -> IDLE, () -> 0).waiting()).isZero();
  }

  @Test
  void seesTheCompilersOfThisJvm() throws Exception {
    Compilers compilers = Compilers.ofThisJvm();
    int longest = 0;
    for (int fresh = 0; fresh < MOST_CLASSES && longest == 0; fresh++) {
      HotCode.runAnew(1_000_000);
      longest = compilers.waiting();
    }
    assertThat(longest).isPositive();
  }
}
