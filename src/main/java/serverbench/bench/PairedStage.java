package serverbench.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import serverbench.results.ForkResult;
import serverbench.results.Pair;
import serverbench.results.PairFolder;
import serverbench.results.PairPoint;

/**
 * One half of a gate: round after round a pair of every point that needs one, shuffled, the side
 * that goes first alternating from pair to pair of a point and from point to point.
 *
 * <pre>
 *   round 0: ceilings, pairs of all points ; round 1 ; ... until every point has enough good pairs,
 *            a pair that does not count is made up for by another, up to half as many again
 * </pre>
 *
 * What is done is read from the folder, so that a stage that was broken off goes on where it was.
 *
 * @param forks runs the pairs
 * @param folder keeps them
 * @param stage this half
 * @param needed good pairs of each point
 * @param seed of the shuffle
 * @param judge what counts
 * @param deadline no pair begins that would not end before it
 * @param profile that the forks run with
 * @param clock for the deadline
 */
public record PairedStage(
    PairedForks forks,
    PairFolder folder,
    Pair.Stage stage,
    int needed,
    long seed,
    Judge judge,
    Instant deadline,
    Profile profile,
    InstantSource clock) {

  /** What a pair is worth. */
  public interface Judge {
    /** Whether the pair has figures that can be compared. */
    boolean counts(Pair pair);

    /** Whether a point is decided by what there is of it: no other pair can mend it. */
    boolean decided(List<Pair> pairs);
  }

  /** How it ended. */
  public enum Ending {
    COMPLETE,
    OUT_OF_TIME
  }

  /**
   * Runs until every point has its pairs.
   *
   * @throws PairedForks.Stopped when it was told to stop
   */
  public Ending run(List<PairPoint> points, Progress progress)
      throws PairedForks.Stopped, IOException, InterruptedException {
    List<Pair> counted = new ArrayList<>(folder.pairs().stream().filter(this::isMine).toList());
    progress.begin(forksLeft(points, counted), expected(points, counted));
    int index = 0;
    try {
      while (true) {
        List<PairPoint> needy = points.stream().filter(point -> needs(point, counted)).toList();
        if (needy.isEmpty()) {
          return Ending.COMPLETE;
        }
        int round = needy.stream().mapToInt(point -> attempts(point, counted)).min().orElseThrow();
        if (round >= needed) {
          // More pairs than were foreseen: said anew, a round at a time.
          progress.end();
          progress.begin(2 * needy.size(), expected(needy, counted));
          index = 0;
        }
        index = ceilings(points, round, progress, index);
        for (PairPoint point : order(points, round)) {
          if (!needy.contains(point) || attempts(point, counted) != round) {
            continue;
          }
          if (clock.instant().plus(pairTime(point)).isAfter(deadline)) {
            return Ending.OUT_OF_TIME;
          }
          Pair pair = forks.run(stage, round, first(points, point, round), point, progress, index);
          folder.write(pair);
          counted.add(pair);
          index += 2;
        }
      }
    } finally {
      progress.end();
    }
  }

  /** The time that a stage takes when nothing has to be repeated. */
  public static Duration expected(List<PairPoint> points, int needed, Profile profile) {
    return points.stream()
        .map(point -> PairedForks.expectedForkTime(point, profile).multipliedBy(2L * needed))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** How many of the points, the first of them, there is time for; never less than one. */
  public static int fitting(List<PairPoint> points, int needed, Profile profile, Duration left) {
    int fitting = points.size();
    while (fitting > 1
        && expected(points.subList(0, fitting), needed, profile).compareTo(left) > 0) {
      fitting--;
    }
    return fitting;
  }

  private Duration expected(List<PairPoint> points, List<Pair> pairs) {
    return points.stream()
        .map(point -> pairTime(point).multipliedBy(Math.max(0, needed - good(point, pairs))))
        .reduce(Duration.ZERO, Duration::plus);
  }

  private int forksLeft(List<PairPoint> points, List<Pair> pairs) throws IOException {
    int left = points.stream().mapToInt(p -> Math.max(0, needed - good(p, pairs))).sum();
    int ceilings = 0;
    for (int round = 0; round < needed && stage == Pair.Stage.SCREEN; round++) {
      ceilings += withoutCeiling(points, round).size();
    }
    return 2 * left + ceilings;
  }

  private Duration pairTime(PairPoint point) {
    return PairedForks.expectedForkTime(point, profile).multipliedBy(2);
  }

  private int ceilings(List<PairPoint> points, int round, Progress progress, int index)
      throws PairedForks.Stopped, IOException, InterruptedException {
    int next = index;
    if (stage == Pair.Stage.CONFIRM || round >= needed) {
      return next;
    }
    for (PairPoint work : withoutCeiling(points, round)) {
      folder.writeCeiling(forks.ceiling(work, round, progress, next++));
    }
    return next;
  }

  private List<PairPoint> withoutCeiling(List<PairPoint> points, int round) throws IOException {
    List<ForkResult> known = folder.ceilings();
    return closedWork(points).stream()
        .filter(
            work ->
                known.stream()
                    .noneMatch(
                        fork ->
                            fork.fork() == round
                                && fork.workload().equals(work.workload())
                                && fork.point().equals(work.point())))
        .toList();
  }

  /** One point for each closed loop: on a schedule the client is not the limit. */
  private static List<PairPoint> closedWork(List<PairPoint> points) {
    List<PairPoint> work = new ArrayList<>();
    for (PairPoint point : points) {
      boolean known =
          work.stream()
              .anyMatch(
                  other ->
                      other.workload().equals(point.workload())
                          && other.point().equals(point.point()));
      if (!point.onSchedule() && !known) {
        work.add(point);
      }
    }
    return work;
  }

  private List<PairPoint> order(List<PairPoint> points, int round) {
    List<PairPoint> order = new ArrayList<>(points);
    Collections.shuffle(order, new Random(seed + 1_000L * stage.ordinal() + round));
    return order;
  }

  private static Pair.Side first(List<PairPoint> points, PairPoint point, int round) {
    return (points.indexOf(point) + round) % 2 == 0 ? Pair.Side.BASELINE : Pair.Side.HEAD;
  }

  private boolean needs(PairPoint point, List<Pair> pairs) {
    return good(point, pairs) < needed
        && attempts(point, pairs) < needed + (needed + 1) / 2
        && !judge.decided(of(point, pairs));
  }

  private int good(PairPoint point, List<Pair> pairs) {
    return (int) of(point, pairs).stream().filter(judge::counts).count();
  }

  private static int attempts(PairPoint point, List<Pair> pairs) {
    return of(point, pairs).size();
  }

  private static List<Pair> of(PairPoint point, List<Pair> pairs) {
    return pairs.stream().filter(pair -> pair.point().equals(point)).toList();
  }

  private boolean isMine(Pair pair) {
    return pair.stage() == stage;
  }
}
