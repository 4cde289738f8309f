package serverbench.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import serverbench.results.Pair;

class LedgerTest {

  @TempDir Path folder;

  /** The rule of three, and Clopper and Pearson's own: 1 - 0.05^(1/n) without an alarm. */
  @Test
  void theBoundIsThatOfClopperAndPearson() {
    assertThat(Ledger.upperBound(0, 0)).isEqualTo(1);
    assertThat(Ledger.upperBound(1, 1)).isEqualTo(1);
    assertThat(Ledger.upperBound(59, 0)).isCloseTo(1 - Math.pow(0.05, 1 / 59.0), within(1e-9));
    assertThat(Ledger.upperBound(58, 0)).isGreaterThan(Ledger.MOST_FALSE_ALARMS);
    assertThat(Ledger.upperBound(59, 0)).isLessThan(Ledger.MOST_FALSE_ALARMS);
    assertThat(Ledger.upperBound(10, 1)).isCloseTo(0.3942, within(0.0001));
  }

  @Test
  void theGateAdvisesUntilTheLedgerSupportsIt() throws Exception {
    assertThat(Ledger.read(folder).stance()).isEqualTo(GateReport.Stance.ADVISORY);
    for (int i = 0; i < 58; i++) {
      Ledger.append(folder, quiet());
    }
    assertThat(Ledger.read(folder).stance()).isEqualTo(GateReport.Stance.ADVISORY);
    GateReport last = quiet();
    Ledger.append(folder, last);
    assertThat(Ledger.read(folder).stance()).isEqualTo(GateReport.Stance.ENFORCED);
    assertThat(Ledger.read(folder).reason()).contains("59 complete nights with 0 false alarms");
    Ledger.append(folder, last);
    assertThat(Files.readAllLines(folder.resolve(Ledger.FILE))).hasSize(59);
  }

  /** It might have been an alarm. */
  @Test
  void aNightWithoutAnAnswerProvesNothing() throws Exception {
    Ledger.append(
        folder, Reports.of(GateMode.AA, Pairs.of(Pairs.CLOSED, Pair.Stage.SCREEN, 5, 1.0)));
    assertThat(Ledger.read(folder).nights()).isEmpty();
  }

  @Test
  void aHeadThatIsBrokenBesideItselfIsAFalseAlarm() throws Exception {
    Pair broken =
        Pairs.pair(
            Pairs.CLOSED,
            Pair.Stage.SCREEN,
            0,
            Pairs.fork(Pairs.CLOSED, 1_000),
            Pairs.failed(Pairs.CLOSED, "it stood still"));
    Ledger.append(folder, Reports.of(GateMode.AA, List.of(broken)));
    assertThat(Ledger.read(folder).alarms()).isEqualTo(1);
  }

  private static GateReport quiet() {
    return Reports.of(GateMode.AA, Pairs.of(Pairs.CLOSED, Pair.Stage.SCREEN, 6, 1.0));
  }

  @Test
  void onlyAaGatesGoIn() {
    GateReport night =
        Reports.of(GateMode.COMPARE, Pairs.of(Pairs.CLOSED, Pair.Stage.SCREEN, 6, 1.0));
    assertThatThrownBy(() -> Ledger.append(folder, night))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aBrokenLineIsNamed() throws Exception {
    GateReport night = Reports.of(GateMode.AA, List.of());
    Ledger.append(folder, night);
    Path file = folder.resolve(Ledger.FILE);
    Files.writeString(file, Files.readString(file) + "{\"time\":");
    assertThatThrownBy(() -> Ledger.read(folder)).hasMessageContaining("aa-ledger.jsonl, line 2");
    assertThatThrownBy(() -> Ledger.append(folder, night)).hasMessageContaining("line 2");
    assertThatThrownBy(() -> JsonLines.append(file, night)).hasMessageContaining("cut short");
  }
}
