package serverbench.bench;

import serverbench.models.Choice;

/**
 * One JVM fork to run.
 *
 * @param connections client connections
 * @param round 0-based: how many forks of the same choice and workload come before it
 */
record ForkSpec(Choice choice, Workload workload, int connections, int round, Profile profile) {}
