package serverbench.measure;

/**
 * What another process holds at one moment.
 *
 * @param nanos {@link System#nanoTime} then
 * @param openFiles file descriptors, its own
 * @param threads its own
 * @param children processes that descend from it
 * @param residentBytes resident set size, its own
 * @param childrenResidentBytes of all of its descendants together
 */
public record ProcessSample(
    long nanos,
    int openFiles,
    int threads,
    int children,
    long residentBytes,
    long childrenResidentBytes) {}
