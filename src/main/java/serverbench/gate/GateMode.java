package serverbench.gate;

/** What the two sides of a gate are. */
public enum GateMode {
  /** Two jars. */
  COMPARE,
  /** The same jar twice: whatever is found is a false alarm. */
  AA,
  /** The same jar twice, head with a slow-down planted: whatever is not found is missed. */
  PLANTED
}
