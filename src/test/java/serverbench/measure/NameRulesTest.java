package serverbench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameRulesTest {

  private final NameRules rules = NameRules.hotspot().with("load-", Side.CLIENT);

  @ParameterizedTest
  @CsvSource({
    "GC Thread#1, GC",
    "G1 Conc#0, GC",
    "C2 CompilerThread0, JIT",
    "C2 CompilerThre, JIT",
    "C1 CompilerThre, JIT",
    "VM Periodic Tas, JVM",
    "Reference Handler, JVM",
    "java, HARNESS",
    "load-io-3-1, CLIENT",
    "ForkJoinPool-1-worker-1, SERVER",
    "VirtualThread-unparker, SERVER",
    "epoll, SERVER"
  })
  void knowsTheKernelsShortNamesAndTheFullOnes(String name, Side side) {
    assertThat(rules.side(name)).isEqualTo(side);
  }

  @Test
  void aPrefixThatTheKernelWouldCutIsRefused() {
    assertThatThrownBy(() -> rules.with("Monitor Deflation", Side.JVM))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
