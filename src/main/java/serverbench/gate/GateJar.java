package serverbench.gate;

/**
 * One side of a gate.
 *
 * @param source what was asked for: a file, a revision, a folder of results
 * @param commit that it was built from, as far as it is known
 * @param sha256 of the file
 */
public record GateJar(String source, String commit, String sha256) {

  /** For people: the commit, or what was asked for where there is none. */
  public String label() {
    return commit.equals("unknown") ? source : commit;
  }
}
