package serverbench.results;

/**
 * How well a schedule was kept.
 *
 * @param targetRate requests per second that should have left
 * @param achievedRate correct answers per second to the requests of the schedule; when it was more
 *     than the server can do, of those that came in the measured time
 * @param scheduleLagP99Micros 99th percentile of how late the schedule was kept: from the intended
 *     start to the moment at which a request was given to a free connection, or to the queue of
 *     those that wait for one (that wait is the server's doing)
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
