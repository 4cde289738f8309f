package serverbench.cli;

import java.io.IOException;
import serverbench.bench.Campaign;
import serverbench.bench.CampaignPlan;
import serverbench.bench.Progress;
import serverbench.results.Run;

/** One campaign, which a signal may stop before, while and after it runs. */
final class CampaignMeasurement implements Measurement {

  private Campaign campaign;
  private boolean stopped;

  @Override
  public Run run(CampaignPlan plan, Progress progress) throws IOException {
    Campaign mine = new Campaign(plan, progress);
    if (begin(mine)) {
      mine.stop();
    }
    return mine.run();
  }

  @Override
  public void stop() {
    Campaign running = end();
    if (running != null) {
      running.stop();
    }
  }

  /** Whether a stop came before the campaign. */
  private synchronized boolean begin(Campaign mine) {
    campaign = mine;
    return stopped;
  }

  private synchronized Campaign end() {
    stopped = true;
    return campaign;
  }
}
