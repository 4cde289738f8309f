package serverbench.cli;

import serverbench.models.Choice;
import serverbench.models.Model;

/**
 * A model or variant as list shows it.
 *
 * @param number in the article
 * @param name what people type
 * @param variant "default" or the variant's name
 * @param family as the article calls it
 * @param articleQps what the article measured, or null
 * @param supported whether it runs on this machine
 * @param reason why it does not, or null
 */
record Listing(
    int number,
    String name,
    String variant,
    String family,
    String description,
    Double articleQps,
    boolean supported,
    String reason) {

  static Listing of(Choice choice) {
    Model model = choice.model();
    String reason = model.unsupported(choice.variant()).orElse(null);
    return new Listing(
        model.number(),
        choice.label(),
        choice.variant(),
        model.family().title(),
        model.description(),
        model.articleQps().isPresent() ? model.articleQps().getAsDouble() : null,
        reason == null,
        reason);
  }
}
