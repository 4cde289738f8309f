package serverbench.bench;

import java.util.List;

/**
 * What a fork that ended well measured.
 *
 * @param throughput JMH's score: correct answers per second, mean of the iterations
 * @param iterations JMH's score of each iteration
 * @param jvmFlags that JMH gave the fork
 * @param load histogram, samples and report of all iterations together
 */
record ForkOutcome(
    double throughput, List<Double> iterations, List<String> jvmFlags, LoadResult load) {}
