package serverbench.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import serverbench.load.LoadRecorder;

/**
 * What became of all requests of a trial, on whatever load they were.
 *
 * @param errors failed requests by kind, wrong answers among them
 * @param answers complete ones, right or wrong: a server has counted as many
 * @param unanswered requests that failed without a complete answer
 */
record ClientTally(Map<String, Long> errors, long answers, long unanswered) {

  static ClientTally of(List<LoadRecorder> recorders) {
    Map<String, Long> errors = new LinkedHashMap<>();
    long answers = 0;
    long wrong = 0;
    for (LoadRecorder recorder : recorders) {
      recorder.errors().forEach((kind, count) -> errors.merge(kind, count, Long::sum));
      answers += recorder.answers();
      wrong += recorder.answers() - recorder.completed();
    }
    long failed = errors.values().stream().mapToLong(Long::longValue).sum();
    return new ClientTally(errors, answers, failed - wrong);
  }
}
