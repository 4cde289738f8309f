package serverbench.profiling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the CPU time of a server went into, from recordings of its processes. Not thread-safe.
 *
 * <p>Each sample is counted once, so the shares add up to all of it.
 */
final class CpuShares {

  /**
   * @param kind {@link KindOfWork}
   * @param samples that were it
   * @param share of all samples, 0 to 1
   * @param micros of CPU time a request, where the recordings tell CPU time
   */
  record Share(String kind, long samples, double share, Optional<Double> micros) {}

  private final Map<String, Long> samples = new HashMap<>();
  private Optional<Duration> interval = Optional.empty();
  private double requests;
  private int recordings;

  /**
   * Adds a process.
   *
   * @param answered by the server while it was recorded
   * @throws IOException when the file cannot be read or is none of stacks
   */
  void add(StackRecording recording, double answered) throws IOException {
    try (Stream<String> lines = Files.lines(recording.stacks())) {
      lines
          .map(Stack::parse)
          .forEach(stack -> samples.merge(KindOfWork.of(stack), stack.samples(), Long::sum));
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new IOException("cannot read " + recording.stacks() + ": " + e.getMessage(), e);
    }
    interval = recording.interval();
    requests += answered;
    recordings++;
  }

  long samples() {
    return samples.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The greatest first. */
  List<Share> shares() {
    List<Share> shares = new ArrayList<>();
    samples.forEach((kind, count) -> shares.add(share(kind, count)));
    shares.sort(Comparator.comparing(Share::samples).reversed().thenComparing(Share::kind));
    return shares;
  }

  /** The sum of some of them. */
  Share together(String name, List<Share> some) {
    return share(name, some.stream().mapToLong(Share::samples).sum());
  }

  private Share share(String kind, long count) {
    // Processes are recorded one after the other, each for the answers of its own time.
    double answered = requests / recordings;
    Optional<Double> micros =
        interval.filter(_ -> answered > 0).map(i -> count * (i.toNanos() / 1e3) / answered);
    return new Share(kind, count, count == 0 ? 0 : (double) count / samples(), micros);
  }
}
