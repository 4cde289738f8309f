package serverbench.bench;

import java.io.Serializable;
import serverbench.measure.Usage;

/**
 * What one iteration of a fork measured besides JMH's own score.
 *
 * @param completed correct answers, counted right before each of the two snapshots that {@code
 *     usage} lies between; these are a little more than JMH counts, since the snapshots are taken
 *     outside JMH's clock
 * @param usage CPU and the like over the same span
 * @param inFlight requests out: mean of the iteration's begin and end in a closed loop, of many
 *     moments in an open one
 * @param latencyNanos from sending to the answer, of all kinds of requests, added up over {@code
 *     completed}
 * @param open how the schedule was kept; null in a closed loop
 */
record IterationSample(
    long completed, Usage usage, double inFlight, long latencyNanos, OpenSample open)
    implements Serializable {}
