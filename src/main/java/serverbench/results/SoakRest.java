package serverbench.results;

/**
 * What a server holds while nobody talks to it.
 *
 * @param openFiles of its process
 * @param threads of its process
 * @param children its child processes
 * @param liveHeapBytes objects that a full collection leaves; -1 where the JVM does not tell
 */
public record SoakRest(int openFiles, int threads, int children, long liveHeapBytes) {}
