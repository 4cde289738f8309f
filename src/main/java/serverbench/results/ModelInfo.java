package serverbench.results;

import java.util.Map;

/**
 * A model, or one variant of it, as it was measured.
 *
 * @param name what people type: "epoll", "epoll:et"
 * @param number in the article, 1 to 22; {@link #NO_NUMBER} of a reference
 * @param family name of the family as the registry spells it (BASIC, MULTIPLEXING, ...), or {@link
 *     #REFERENCE}
 * @param description one line
 * @param articleQps the article's figure for this model, or null where it has none
 * @param backend which of several backends ran (kqueue: "epoll translation"), or null
 * @param settings thread counts, queue sizes, as the server was configured
 * @param topology picture of its threads, queues and sockets in lines of ASCII; empty if unknown
 * @param shines when to use it, a sentence; empty if unknown
 * @param fails when not to use it, a sentence; empty if unknown
 */
public record ModelInfo(
    String name,
    int number,
    String family,
    String description,
    Double articleQps,
    String backend,
    Map<String, String> settings,
    String topology,
    String shines,
    String fails) {

  /** The family of servers that stand beside the models and are never ranked among them. */
  public static final String REFERENCE = "REFERENCE";

  public static final int NO_NUMBER = 0;

  /** Runs of schema 1 have no texts. */
  public ModelInfo {
    settings = settings == null ? Map.of() : settings;
    topology = topology == null ? "" : topology;
    shines = shines == null ? "" : shines;
    fails = fails == null ? "" : fails;
  }

  /** Without the texts. */
  public ModelInfo(
      String name,
      int number,
      String family,
      String description,
      Double articleQps,
      String backend,
      Map<String, String> settings) {
    this(name, number, family, description, articleQps, backend, settings, "", "", "");
  }

  public boolean namesVariant() {
    return name.contains(":");
  }

  /** Whether it is no model but stands beside them. */
  public boolean standsBeside() {
    return REFERENCE.equals(family);
  }

  /** "10", or empty where there is no number. */
  public String numberText() {
    return number == NO_NUMBER ? "" : String.valueOf(number);
  }

  /** The name, and beside it which of several backends ran: "kqueue (epoll translation)". */
  public String label() {
    return backend == null ? name : name + " (" + backend + ")";
  }
}
