package serverbench.cli;

import serverbench.models.Choice;
import serverbench.models.Model;
import serverbench.references.Reference;

/**
 * A model, a variant or a reference as list shows it.
 *
 * @param number in the article, or null for a reference
 * @param name what people type
 * @param variant "default" or the variant's name
 * @param family as the article calls it
 * @param articleQps what the article measured, or null
 * @param supported whether it runs on this machine
 * @param reason why it does not, or null
 */
record Listing(
    Integer number,
    String name,
    String variant,
    String family,
    String description,
    Double articleQps,
    boolean supported,
    String reason) {

  static Listing of(Reference reference) {
    String reason = reference.unsupported().orElse(null);
    return new Listing(
        null,
        reference.label(),
        Model.DEFAULT_VARIANT,
        Reference.FAMILY_TITLE,
        reference.description(),
        null,
        reason == null,
        reason);
  }

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
