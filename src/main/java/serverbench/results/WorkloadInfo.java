package serverbench.results;

/**
 * What a workload asked of the servers in this run.
 *
 * @param name keepalive, close, ...
 * @param description one line for people
 * @param path request target
 * @param connections client connections
 * @param loop "closed" or "open"
 */
public record WorkloadInfo(
    String name, String description, String path, int connections, String loop) {}
