package serverbench.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Where the level of a series changes: binary segmentation (A. J. Scott and M. Knott, Biometrics
 * 30, 1974). A part is cut where the means on both sides differ most, if a cut as good is rare
 * among shuffles of the same values; then both halves are looked at in the same way.
 */
final class ChangePoints {

  private static final int FEWEST = 3;
  private static final int SHUFFLES = 999;
  private static final double LEVEL = 0.01;
  private static final long SEED = 1974;

  private ChangePoints() {}

  /** The indices at which a new level begins, in order; empty when there is one level. */
  static List<Integer> of(double... values) {
    List<Integer> changes = new ArrayList<>();
    search(values, 0, new Random(SEED), changes);
    Collections.sort(changes);
    return changes;
  }

  private static void search(double[] part, int offset, Random random, List<Integer> changes) {
    if (part.length < 2 * FEWEST) {
      return;
    }
    int cut = bestCut(part);
    if (!isSure(part, gain(part, cut), random)) {
      return;
    }
    changes.add(offset + cut);
    search(Arrays.copyOf(part, cut), offset, random, changes);
    search(Arrays.copyOfRange(part, cut, part.length), offset + cut, random, changes);
  }

  private static int bestCut(double[] part) {
    int best = FEWEST;
    for (int cut = FEWEST; cut <= part.length - FEWEST; cut++) {
      best = gain(part, cut) > gain(part, best) ? cut : best;
    }
    return best;
  }

  /** How much of the sum of squares the cut explains. */
  private static double gain(double[] part, int cut) {
    double difference = StatUtils.mean(part, 0, cut) - StatUtils.mean(part, cut, part.length - cut);
    return difference * difference * cut * (part.length - cut) / part.length;
  }

  /** The best cut of every shuffle, so that having looked everywhere is allowed for. */
  private static boolean isSure(double[] part, double gain, Random random) {
    List<Double> shuffled = new ArrayList<>(Arrays.stream(part).boxed().toList());
    int asGood = 1;
    for (int i = 0; i < SHUFFLES; i++) {
      Collections.shuffle(shuffled, random);
      double[] values = shuffled.stream().mapToDouble(Double::doubleValue).toArray();
      asGood += gain(values, bestCut(values)) >= gain ? 1 : 0;
    }
    return asGood <= LEVEL * (SHUFFLES + 1);
  }
}
