package serverbench.load;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What an open loop saw of the requests whose intended start lay between two moments.
 *
 * @param seconds between the two
 * @param scheduled requests whose intended start lay between them
 * @param answered of these, correctly
 * @param drops of these, never sent: the queue was full
 * @param open of these, still without an answer when the window was read; their latencies are in
 *     the histograms as what they had waited until then, which is a lower bound
 * @param completed correct answers that came between the two moments, whenever their request was
 *     due
 * @param corrected latencies from the intended start, in nanoseconds, of the first kind
 * @param raw latencies from the actual sending, of the first kind
 * @param lag how late the schedule was kept: from the intended start to the moment at which the
 *     request was given to a free connection, or to the queue of those that wait for one
 * @param meanInFlight requests sent and not answered, mean over the time between the two moments
 * @param rawNanos latencies from the actual sending, of all that {@code completed} counts, added up
 * @param backlog least number of scheduled requests without an answer, in each quarter of a second
 */
public record OpenWindow(
    double seconds,
    long scheduled,
    long answered,
    long drops,
    long open,
    long completed,
    Histogram corrected,
    Histogram raw,
    Histogram lag,
    double meanInFlight,
    long rawNanos,
    List<Integer> backlog) {}
