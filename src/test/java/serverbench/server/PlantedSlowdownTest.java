package serverbench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlantedSlowdownTest {

  @Test
  void isOffUnlessTheEnvironmentSaysSo() {
    assertThat(System.getenv(PlantedSlowdown.VARIABLE)).isNull();
    assertThat(PlantedSlowdown.percent()).isEmpty();
    PlantedSlowdown.refuse();
    assertThatThrownBy(PlantedSlowdown::new).hasMessageContaining(PlantedSlowdown.VARIABLE);
    assertThat(PlantedSlowdown.parse("25")).hasValue(25);
    assertThat(PlantedSlowdown.parse("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "401", "25 %", "1.5", "99999999999"})
  void anythingButAPercentageIsRefused(String text) {
    assertThatThrownBy(() -> PlantedSlowdown.parse(text)).hasMessageContaining(text);
  }

  /** What child processes need to make it again. */
  @Test
  void canBeMadeFromItsName() {
    HandlerRecipe recipe = HandlerRecipe.of(new PlantedSlowdown(25));
    assertThat(recipe.handlerClass()).isEqualTo(PlantedSlowdown.class.getName());
  }
}
