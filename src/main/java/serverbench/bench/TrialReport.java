package serverbench.bench;

import java.io.Serializable;
import java.util.Map;

/**
 * What a fork has to say at its end about the whole time under load, warm-up included.
 *
 * @param warmUpSeconds until it was warm, or until it had to be enough
 * @param warmedUp whether the throughput was flat and the hot code compiled
 * @param errors failed requests by kind
 * @param clientAnswers complete answers that the client received, the first check included
 * @param serverAnswers answers that the server counted
 * @param unanswered requests that failed without a complete answer: the server may or may not have
 *     counted them
 * @param asked connections that the plan wanted
 * @param established connections that there were
 * @param serverThreads live at the end of measuring; -1 where unknown, as the next five
 * @param serverProcesses live at the end of measuring
 * @param residentBytes of the JVM and its children at the end of measuring
 * @param liveHeapBytes objects of the JVM that a full collection left, under load, after measuring
 * @param openFiles at the end of measuring
 * @param machine around and during measuring
 * @param targetRate of the schedule, requests per second; 0 in a closed loop
 * @param server the server's own counters at the end
 */
record TrialReport(
    double warmUpSeconds,
    boolean warmedUp,
    Map<String, Long> errors,
    long clientAnswers,
    long serverAnswers,
    long unanswered,
    int asked,
    int established,
    int serverThreads,
    int serverProcesses,
    long residentBytes,
    long liveHeapBytes,
    int openFiles,
    MachineReading machine,
    double targetRate,
    Map<String, Long> server)
    implements Serializable {}
