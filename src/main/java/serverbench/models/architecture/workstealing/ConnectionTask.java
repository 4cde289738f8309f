package serverbench.models.architecture.workstealing;

import java.util.concurrent.ForkJoinTask;

/**
 * Serves one event of one connection. One object for each connection, forked again and again: it
 * never completes, so that forking it anew needs no memory and no reset.
 */
final class ConnectionTask extends ForkJoinTask<Void> {

  private static final long serialVersionUID = 1L;

  private final transient Runnable step;

  /** Who forked it last; the deque orders memory. */
  private transient StealingWorker forkedBy;

  ConnectionTask(Runnable step) {
    this.step = step;
  }

  void forkOn(StealingWorker worker) {
    forkedBy = worker;
    fork();
  }

  @Override
  protected boolean exec() {
    StealingWorker.current().runs(forkedBy);
    step.run();
    // From here on another worker may run it: it has been armed again.
    return false;
  }

  @Override
  public Void getRawResult() {
    return null;
  }

  @Override
  protected void setRawResult(Void result) {}
}
