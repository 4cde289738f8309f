package serverbench.models;

/** The article's four families of models, in its order. */
public enum Family {
  BASIC("Basic concurrency models"),
  MULTIPLEXING("I/O multiplexing models"),
  ARCHITECTURE("Advanced concurrency architectures"),
  MODERN("Modern concurrency technologies");

  private final String title;

  Family(String title) {
    this.title = title;
  }

  public String title() {
    return title;
  }
}
