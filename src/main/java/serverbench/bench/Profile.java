package serverbench.bench;

/** How much time a run may take, and how much it may therefore claim. */
public enum Profile {
  /** Proves that everything works; ranks nothing. */
  SMOKE,
  /** The default. */
  QUICK,
  STANDARD,
  /** For the night. */
  FULL,
  /** The article's own conditions. */
  ARTICLE;

  /** As people type it. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
