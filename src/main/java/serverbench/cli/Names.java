package serverbench.cli;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/**
 * Things that people name on the command line, by the names they type. Somebody who mistypes gets
 * the nearest names.
 *
 * @param kind what they are: "model", "workload"
 * @param byName in the order in which they are listed
 */
record Names<T>(String kind, SequencedMap<String, T> byName) {

  private static final int NEAREST = 3;

  /** A name that nothing has; the message names the nearest ones. */
  static final class UnknownName extends Exception {

    private static final long serialVersionUID = 1L;

    private UnknownName(String message) {
      super(message);
    }
  }

  static <T> Names<T> of(String kind, List<T> things, java.util.function.Function<T, String> name) {
    LinkedHashMap<String, T> byName = new LinkedHashMap<>();
    things.forEach(thing -> byName.put(name.apply(thing), thing));
    return new Names<>(kind, byName);
  }

  T find(String name) throws UnknownName {
    T thing = byName.get(name);
    if (thing == null) {
      throw new UnknownName(
          "unknown %s '%s'; nearest: %s".formatted(kind, name, String.join(", ", nearest(name))));
    }
    return thing;
  }

  Set<String> all() {
    return byName.sequencedKeySet();
  }

  /** At most three names, the most similar first. */
  List<String> nearest(String typed) {
    JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
    String wanted = asSpelled(typed);
    Map<String, Double> scores = new LinkedHashMap<>();
    byName.keySet().forEach(name -> scores.put(name, similarity.apply(wanted, name)));
    return scores.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
        .limit(NEAREST)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** "ThreadPool" and "thread-pool" are both thread_pool, only spelled in other places' ways. */
  private static String asSpelled(String typed) {
    return typed
        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
        .replaceAll("[- ]", "_")
        .toLowerCase(Locale.ROOT);
  }
}
