package serverbench.load;

import java.util.List;

/**
 * In which order the kinds of a mix are sent: a fixed cycle that holds each kind as often as its
 * share says, evenly spread, so that every run sends the same sequence.
 */
final class MixSequence {

  private final int[] cycle;

  MixSequence(List<RequestKind> mix) {
    int length = mix.stream().mapToInt(RequestKind::share).sum();
    cycle = new int[length];
    double[] owed = new double[mix.size()];
    for (int place = 0; place < length; place++) {
      int most = 0;
      for (int kind = 0; kind < owed.length; kind++) {
        owed[kind] += (double) mix.get(kind).share() / length;
        most = owed[kind] > owed[most] ? kind : most;
      }
      owed[most]--;
      cycle[place] = most;
    }
  }

  /** Which kind the request with this number is, 0-based index into the mix. */
  int kindOf(long number) {
    return cycle.length == 1 ? 0 : cycle[(int) (number % cycle.length)];
  }
}
