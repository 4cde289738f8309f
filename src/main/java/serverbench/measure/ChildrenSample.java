package serverbench.measure;

/**
 * The child processes, and theirs.
 *
 * @param cpuNanos of all that ever were: the living by their own account, the reaped by what the
 *     kernel has added up for their parent; -1 where unknown
 * @param contextSwitches likewise, but of living processes only the threads that still run count
 * @param live how many there are now
 * @param residentBytes of the living together
 */
public record ChildrenSample(long cpuNanos, long contextSwitches, int live, long residentBytes) {

  /** Where the host does not tell. */
  public static final ChildrenSample UNKNOWN = new ChildrenSample(-1, -1, 0, 0);
}
