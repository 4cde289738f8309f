package serverbench.results;

/**
 * A moment of a soak.
 *
 * @param seconds since the traffic whose samples these are began
 * @param openFiles of the server's process
 * @param threads of the server's process
 * @param children its child processes
 * @param residentBytes of the server's process
 * @param childrenResidentBytes of its child processes together
 * @param answers per second, correct ones, since the sample before
 * @param p50Micros median latency of those, on connections that are kept
 * @param p99Micros the same, 99th percentile
 */
public record SoakSample(
    double seconds,
    int openFiles,
    int threads,
    int children,
    long residentBytes,
    long childrenResidentBytes,
    double answers,
    double p50Micros,
    double p99Micros) {}
