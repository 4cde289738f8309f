package serverbench.cli;

import java.io.IOException;
import serverbench.bench.CampaignPlan;
import serverbench.bench.Progress;
import serverbench.results.Run;

/** Measures a plan; what the commands know of the campaign. */
interface Measurement {

  /**
   * Blocks until all is measured or {@link #stop} was called.
   *
   * @return what was measured; PARTIAL after a stop
   */
  Run run(CampaignPlan plan, Progress progress) throws IOException;

  /** Makes {@link #run} return early with what it has. Any thread, also a second time. */
  void stop();
}
