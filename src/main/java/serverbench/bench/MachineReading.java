package serverbench.bench;

import java.io.Serializable;
import serverbench.measure.HostState;

/**
 * What the machine was like around and during a fork's measuring.
 *
 * @param loadAverage of the host before the load began
 * @param begun the host, warmed up, before measuring
 * @param ended the host at the end of measuring
 * @param coreRoundTripNanos of a cache line between two cores, mean; {@link CoreProbe#UNKNOWN}
 * @param coreWorkNanos of {@link FixedWork}, mean over two cores; {@link CoreProbe#UNKNOWN}
 */
record MachineReading(
    double loadAverage,
    HostState begun,
    HostState ended,
    double coreRoundTripNanos,
    double coreWorkNanos)
    implements Serializable {}
