package serverbench.models;

import java.util.Optional;
import serverbench.net.Spawn;

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
  },

  /** Linux, with a C library that starts processes which inherit nothing unasked. */
  SPAWN {
    @Override
    Optional<String> refusal() {
      return LINUX.refusal().or(Spawn::refusal);
    }
  };

  /** Why a model with this need cannot run here, or empty when it can. */
  abstract Optional<String> refusal();
}
