package serverbench.results;

import java.util.Map;

/**
 * A model, or one variant of it, as it was measured.
 *
 * @param name what people type: "epoll", "epoll:et"
 * @param number in the article, 1 to 22
 * @param family name of the family as the registry spells it (BASIC, MULTIPLEXING, ...)
 * @param description one line
 * @param articleQps the article's figure for this model, or null where it has none
 * @param backend which of several backends ran (kqueue: "epoll translation"), or null
 * @param settings thread counts, queue sizes, as the server was configured
 */
public record ModelInfo(
    String name,
    int number,
    String family,
    String description,
    Double articleQps,
    String backend,
    Map<String, String> settings) {}
