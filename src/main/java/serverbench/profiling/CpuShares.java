package serverbench.profiling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the CPU time of a server went into, from recordings of its processes.
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
  private final Optional<Duration> interval;
  private final double requests;

  private CpuShares(Optional<Duration> interval, double requests) {
    this.interval = interval;
    this.requests = requests;
  }

  /**
   * @param recordings of all processes of a server, at the same time
   * @param requests answered by the server in the time that each recorded
   * @throws IOException when a file cannot be read or is none of stacks
   */
  static CpuShares of(List<StackRecording> recordings, double requests) throws IOException {
    CpuShares shares = new CpuShares(recordings.getFirst().interval(), requests);
    for (StackRecording recording : recordings) {
      shares.add(recording.stacks());
    }
    return shares;
  }

  private void add(Path stacks) throws IOException {
    try (Stream<String> lines = Files.lines(stacks)) {
      lines
          .map(Stack::parse)
          .forEach(stack -> samples.merge(KindOfWork.of(stack), stack.samples(), Long::sum));
    } catch (UncheckedIOException | IllegalArgumentException e) {
      throw new IOException("cannot read " + stacks + ": " + e.getMessage(), e);
    }
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

  /** The sum of all of them. */
  Share all() {
    return together("all", shares());
  }

  /** The sum of some of them. */
  Share together(String name, List<Share> some) {
    return share(name, some.stream().mapToLong(Share::samples).sum());
  }

  private Share share(String kind, long count) {
    Optional<Double> micros =
        interval.filter(_ -> requests > 0).map(i -> count * (i.toNanos() / 1e3) / requests);
    return new Share(kind, count, count == 0 ? 0 : (double) count / samples(), micros);
  }
}
