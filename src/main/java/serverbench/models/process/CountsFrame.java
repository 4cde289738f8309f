package serverbench.models.process;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import serverbench.server.Counters;
import serverbench.server.ServerStats;

/**
 * What a child reports on its pipe: always the whole of its counters, so that the newest frame says
 * everything. Frames are of one size and shorter than PIPE_BUF, hence never torn (pipe(7)).
 *
 * @param requestsAnswered how many times the child has been asked for a report when it sent this
 * @param counts its counters, without workers
 */
record CountsFrame(long requestsAnswered, ServerStats counts) {

  private static final int STATUS_CLASSES = 6;
  static final int BYTES = (6 + STATUS_CLASSES) * Long.BYTES;

  void write(ByteBuffer to) {
    to.putLong(requestsAnswered)
        .putLong(counts.accepted())
        .putLong(counts.live())
        .putLong(counts.requests())
        .putLong(counts.refused())
        .putLong(counts.connectionErrors());
    for (long responses : counts.responses()) {
      to.putLong(responses);
    }
  }

  static CountsFrame read(ByteBuffer from) {
    long requestsAnswered = from.getLong();
    long accepted = from.getLong();
    long live = from.getLong();
    long requests = from.getLong();
    long refused = from.getLong();
    long errors = from.getLong();
    List<Long> responses = new ArrayList<>(STATUS_CLASSES);
    for (int statusClass = 0; statusClass < STATUS_CLASSES; statusClass++) {
      responses.add(from.getLong());
    }
    return new CountsFrame(
        requestsAnswered,
        new ServerStats(accepted, live, requests, responses, refused, errors, List.of()));
  }

  /** Counters of a child that has not reported yet. */
  static ServerStats none() {
    return new Counters().snapshot();
  }
}
