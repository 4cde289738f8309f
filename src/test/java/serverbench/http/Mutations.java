package serverbench.http;

import java.util.List;
import java.util.Random;
import serverbench.http.Cases.Case;

/** Streams that are nearly those of the {@link Cases}: one or two of them, with small damage. */
public final class Mutations {

  private static final String SPICES = "\r\n\t\0 :;,%/?0 1 9aF\u00ff\u007f";
  private static final int SHORT = 2_000;

  /** An expectation is answered 100 or not depending on whether the body is there already. */
  private static final List<Case> SEEDS =
      Cases.all().stream()
          .filter(rule -> rule.stream().length() < SHORT && !rule.stream().contains("Expect"))
          .toList();

  private final Random random;

  public Mutations(Random random) {
    this.random = random;
  }

  public String next() {
    StringBuilder stream = new StringBuilder(any());
    if (random.nextBoolean()) {
      stream.append(any());
    }
    for (int mutations = random.nextInt(4); mutations > 0; mutations--) {
      int at = random.nextInt(stream.length());
      char spice = SPICES.charAt(random.nextInt(SPICES.length()));
      switch (random.nextInt(3)) {
        case 0 -> stream.setCharAt(at, spice);
        case 1 -> stream.insert(at, spice);
        default -> stream.deleteCharAt(at);
      }
    }
    return stream.toString();
  }

  private String any() {
    return SEEDS.get(random.nextInt(SEEDS.size())).stream();
  }
}
