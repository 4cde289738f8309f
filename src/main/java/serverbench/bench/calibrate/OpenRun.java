package serverbench.bench.calibrate;

import java.time.Duration;
import serverbench.bench.PromptThreads;
import serverbench.load.LoadPlan;
import serverbench.load.OpenLoop;
import serverbench.load.OpenWindow;

/** A schedule put on a server that runs already. */
final class OpenRun {

  static final Duration MEASURED = Duration.ofSeconds(5);
  private static final Duration WARM_UP = Duration.ofSeconds(2);
  private static final Duration LAST_ANSWERS_WITHIN = Duration.ofSeconds(5);

  private OpenRun() {}

  /**
   * @param atEdge called when the measured time begins and when it ends
   */
  static OpenWindow of(LoadPlan plan, double rate, Runnable atEdge) throws InterruptedException {
    try (OpenLoop loop = new OpenLoop(plan, rate, new PromptThreads()::begin)) {
      loop.start();
      Thread.sleep(WARM_UP);
      atEdge.run();
      loop.beginWindow();
      Thread.sleep(MEASURED);
      loop.endWindow();
      atEdge.run();
      OpenWindow window = loop.readWindow(LAST_ANSWERS_WITHIN);
      loop.drain(LAST_ANSWERS_WITHIN);
      return window;
    }
  }
}
