package serverbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FamiliesTest {

  @Test
  void familiesStandInTheArticlesOrderAndOthersAfterThem() {
    List<ModelInfo> models =
        List.of(
            model("netty", "REFERENCE"),
            model("fiber", "MODERN"),
            model("poll", "MULTIPLEXING"),
            model("actor", "MODERN"),
            model("thread_pool", "BASIC"),
            model("unknown", null));
    Map<String, List<ModelInfo>> families = Families.of(models);
    assertThat(families.keySet())
        .containsExactly("BASIC", "MULTIPLEXING", "MODERN", "REFERENCE", "");
    assertThat(families.get("MODERN"))
        .extracting(ModelInfo::name)
        .containsExactly("fiber", "actor");
  }

  @Test
  void everyFamilyHasATitle() {
    assertThat(Families.titleOf("MULTIPLEXING")).isEqualTo("I/O multiplexing models");
    assertThat(Families.titleOf("REFERENCE_SERVERS")).isEqualTo("Reference servers");
    assertThat(Families.titleOf("")).isEqualTo("Other");
    assertThat(Families.shortTitleOf("MULTIPLEXING")).isEqualTo("Multiplexing");
  }

  private static ModelInfo model(String name, String family) {
    return new ModelInfo(name, 1, family, "", null, null, Map.of());
  }
}
