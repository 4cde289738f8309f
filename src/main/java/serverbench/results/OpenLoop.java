package serverbench.results;

/**
 * How well a schedule was kept.
 *
 * @param targetRate requests per second that should have left
 * @param achievedRate correct answers per second of those whose intended start lay in the measured
 *     time
 * @param scheduleLagP99Micros 99th percentile of how late requests left: actual minus intended
 *     start
 * @param drops requests of the schedule that were never sent
 * @param saturated whether the rate was more than the server can do, so that its latency is only
 *     the length of the queue
 */
public record OpenLoop(
    double targetRate,
    double achievedRate,
    double scheduleLagP99Micros,
    long drops,
    boolean saturated) {}
