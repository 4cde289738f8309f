package serverbench.models;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import serverbench.server.Contender;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/** A model and one of its variants: what people type as {@code epoll} or {@code epoll:et}. */
public record Choice(Model model, String variant) implements Contender {

  /** "epoll" for the default variant, "epoll:et" for another. */
  @Override
  public String label() {
    return isDefault() ? model.name() : model.name() + ":" + variant;
  }

  @Override
  public Optional<String> unsupported() {
    return model.unsupported(variant);
  }

  @Override
  public Map<String, String> settings(ServerConfig config) {
    return config.settings();
  }

  @Override
  public Server create(ServerConfig config, Handler handler) throws IOException {
    return model.create(variant, config, handler);
  }

  public boolean isDefault() {
    return variant.equals(Model.DEFAULT_VARIANT);
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
