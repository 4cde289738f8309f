package serverbench.models;

import java.util.Optional;

/** What a model needs of the host that it runs on. */
enum Host {
  ANY {
    @Override
    Optional<String> refusal() {
      return Optional.empty();
    }
  },

  LINUX {
    @Override
    Optional<String> refusal() {
      String os = System.getProperty("os.name");
      return os.equals("Linux") ? Optional.empty() : Optional.of("needs Linux, this is " + os);
    }
  };

  /** Why a model with this need cannot run here, or empty when it can. */
  abstract Optional<String> refusal();
}
