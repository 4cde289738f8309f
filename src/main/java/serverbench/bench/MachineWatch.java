package serverbench.bench;

import java.io.IOException;
import serverbench.measure.HostState;

/**
 * Looks at the machine around a trial's measuring and, with {@link CoreProbe}, during it.
 *
 * <pre>
 *   start -> warm-up -> beginMeasuring -> (beginIteration -> endIteration) ... -> end -> close
 * </pre>
 *
 * <p>For one thread.
 */
final class MachineWatch implements AutoCloseable {

  private final double loadAverage;
  private final CoreProbe cores;
  private HostState begun;

  private MachineWatch(double loadAverage, CoreProbe cores) {
    this.loadAverage = loadAverage;
    this.cores = cores;
  }

  /** Before the load begins. */
  static MachineWatch start(CpuPlacement cpus) throws IOException {
    MachineWatch watch = new MachineWatch(HostState.read().loadAverage(), CoreProbe.between(cpus));
    watch.cores.start();
    return watch;
  }

  void beginMeasuring() {
    begun = HostState.read();
  }

  void beginIteration() {
    cores.count(true);
  }

  void endIteration() {
    cores.count(false);
  }

  MachineReading end() {
    return new MachineReading(
        loadAverage, begun, HostState.read(), cores.roundTripNanos(), cores.workNanos());
  }

  @Override
  public void close() {
    cores.close();
  }
}
