package serverbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RankingTest {

  private static final WorkloadInfo KEEPALIVE =
      new WorkloadInfo(
          "keepalive", "closed loop", "/", 64, "closed", List.of(LoadPoint.closed(64)));

  @Test
  void separateIntervalsGiveRanksAndOverlappingOnesATie() {
    List<Summary> summaries =
        List.of(model("a", 10, 12), model("b", 20, 30), model("c", 25, 35), model("d", 50, 60));
    assertThat(places(summaries)).containsExactly("4", "2–3", "2–3", "1");
  }

  @Test
  void overlapsDoNotChain() {
    List<Summary> summaries =
        List.of(model("low", 10, 20), model("middle", 18, 30), model("high", 28, 40));
    assertThat(places(summaries)).containsExactly("2–3", "1–3", "1–2");
  }

  @Test
  void wideIntervalTiesWithBothThatItCovers() {
    List<Summary> summaries =
        List.of(model("wide", 10, 100), model("x", 20, 22), model("y", 50, 55));
    assertThat(places(summaries)).containsExactly("1–3", "2–3", "1–2");
  }

  @Test
  void clientLimitedMayBeAnywhereAbove() {
    List<Summary> summaries =
        List.of(
            model("free", 50, 60),
            model("limited", 20, 30, Summary.CLIENT_LIMITED),
            model("slow", 5, 6));
    assertThat(places(summaries)).containsExactly("1–2", "1–2", "3");
  }

  @Test
  void withoutIntervalThereIsNoPlace() {
    Summary unranked = Summary.all(SyntheticRun.of("epoll").forks(1).build()).getFirst();
    Ranking ranking = Ranking.of(List.of(unranked, model("a", 1, 2)));
    assertThat(ranking.placeOf(unranked)).isEmpty();
    assertThat(ranking.isEmpty()).isFalse();
    assertThat(Ranking.of(List.of(unranked)).isEmpty()).isTrue();
  }

  private static List<String> places(List<Summary> summaries) {
    Ranking ranking = Ranking.of(summaries);
    List<String> places = new ArrayList<>();
    summaries.forEach(s -> places.add(ranking.placeOf(s).orElseThrow().text()));
    return places;
  }

  @Test
  void aReferenceHasNoPlaceAndTakesNone() {
    Summary slow = model("slow", 10, 11);
    Summary fast = model("fast", 20, 21);
    Summary reference = summary(reference("jetty"), 30, 31);
    Ranking ranking = Ranking.of(List.of(slow, fast, reference));
    assertThat(ranking.placeOf(reference)).isEmpty();
    assertThat(ranking.placeOf(fast).orElseThrow().text()).isEqualTo("1");
    assertThat(ranking.placeOf(slow).orElseThrow().text()).isEqualTo("2");
  }

  private static ModelInfo reference(String name) {
    return new ModelInfo(name, ModelInfo.NO_NUMBER, ModelInfo.REFERENCE, "", null, null, Map.of());
  }

  private static Summary model(String name, double low, double high, String... rules) {
    return summary(new ModelInfo(name, 1, "BASIC", "", null, null, Map.of()), low, high, rules);
  }

  private static Summary summary(ModelInfo model, double low, double high, String... rules) {
    List<ForkResult.Flag> flags = new ArrayList<>();
    for (String rule : rules) {
      flags.add(new ForkResult.Flag(rule, "planted"));
    }
    return new Summary(
        model,
        KEEPALIVE,
        LoadPoint.closed(64),
        3,
        0,
        List.of(),
        Optional.empty(),
        OptionalDouble.of((low + high) / 2),
        Optional.of(new Interval(low, high)),
        Latency.emptyHistogram(),
        Latency.emptyHistogram(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        flags);
  }
}
