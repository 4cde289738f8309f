package serverbench.models;

import java.util.ArrayList;
import java.util.List;

/** A model and one of its variants: what people type as {@code epoll} or {@code epoll:et}. */
public record Choice(Model model, String variant) {

  /** "epoll" for the default variant, "epoll:et" for another. */
  public String label() {
    return variant.equals(Model.DEFAULT_VARIANT) ? model.name() : model.name() + ":" + variant;
  }

  /** Every model with every variant, in the article's order. */
  public static List<Choice> all() {
    List<Choice> choices = new ArrayList<>();
    for (Model model : Model.values()) {
      for (String variant : model.variants()) {
        choices.add(new Choice(model, variant));
      }
    }
    return choices;
  }
}
