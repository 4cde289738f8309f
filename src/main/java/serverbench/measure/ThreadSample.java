package serverbench.measure;

/**
 * A thread as the kernel sees it.
 *
 * @param side whom it works for
 * @param cpuNanos CPU time since it began, -1 where unknown
 * @param contextSwitches voluntary and involuntary since it began, -1 where unknown
 */
public record ThreadSample(Side side, long cpuNanos, long contextSwitches) {}
