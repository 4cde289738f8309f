package serverbench.cli;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import picocli.CommandLine.TypeConversionException;

/**
 * Things that people name on the command line, by the names they type. Somebody who mistypes gets
 * the nearest names.
 *
 * @param kind what they are: "model", "workload"
 * @param byName in the order in which they are listed
 * @param all what to say of all names: the names, or where to see them
 */
record Names<T>(String kind, SequencedMap<String, T> byName, String all) {

  private static final int NEAREST = 3;

  /** Jaro-Winkler similarity from which on a name may have been meant. */
  private static final double LIKENESS = 0.7;

  /** A name that nothing has; the message is complete. */
  static final class UnknownName extends TypeConversionException {

    private static final long serialVersionUID = 1L;

    private UnknownName(String message) {
      super(message);
    }
  }

  /** Few things: all their names are told. */
  static <T> Names<T> of(String kind, List<T> things, Function<T, String> name) {
    return of(kind, things, name, String.join(", ", things.stream().map(name).toList()));
  }

  /**
   * @param all where to see all names
   */
  static <T> Names<T> of(String kind, List<T> things, Function<T, String> name, String all) {
    LinkedHashMap<String, T> byName = new LinkedHashMap<>();
    things.forEach(thing -> byName.put(name.apply(thing), thing));
    return new Names<>(kind, byName, all);
  }

  /**
   * @throws UnknownName when nothing has this name
   */
  T find(String name) {
    T thing = byName.get(name);
    if (thing == null) {
      throw new UnknownName(unknown(name));
    }
    return thing;
  }

  /** One line about a name that is not among these. */
  String unknown(String typed) {
    List<String> nearest = nearest(typed);
    String hint = nearest.isEmpty() ? "" : "nearest: " + String.join(", ", nearest) + "; ";
    return "unknown %s '%s'; %sall: %s".formatted(kind, typed, hint, all);
  }

  /** At most three names that are like it, the most similar first. */
  List<String> nearest(String typed) {
    JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
    String wanted = asSpelled(typed);
    Map<String, Double> scores = new LinkedHashMap<>();
    byName.keySet().forEach(name -> scores.put(name, similarity.apply(wanted, name)));
    return scores.entrySet().stream()
        .filter(score -> score.getValue() >= LIKENESS)
        .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
        .limit(NEAREST)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** "ThreadPool" and "thread-pool" are both thread_pool, only spelled in other places' ways. */
  private static String asSpelled(String typed) {
    return typed
        .replaceAll("(?<=[a-z])(?=[A-Z])", "_")
        .replaceAll("(?<=\\w)[- ](?=\\w)", "_")
        .toLowerCase(Locale.ROOT);
  }
}
