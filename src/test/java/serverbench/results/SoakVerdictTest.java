package serverbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import serverbench.results.Soak.Verdict;

class SoakVerdictTest {

  private static final long MEBIBYTE = 1 << 20;
  private static final SoakRest REST = new SoakRest(10, 20, 4, 5 * MEBIBYTE);
  private static final Verdict ENDED = new Verdict("end", true, "exit code 0");

  @Test
  void whatComesBackAndStaysLevelIsClean() {
    assertThat(judge(REST, samples(600, 0, 4), 1_000, Map.of(), 0))
        .allMatch(Verdict::ok)
        .hasSize(8);
  }

  @Test
  void oneDescriptorThreadOrProcessTooManyIsALeak() {
    assertFails(judge(new SoakRest(11, 20, 4, 0), level(), 1, Map.of(), 0), "open files");
    assertFails(judge(new SoakRest(10, 21, 4, 0), level(), 1, Map.of(), 0), "threads");
    assertFails(judge(new SoakRest(10, 20, 5, 0), level(), 1, Map.of(), 0), "child processes");
    assertFails(judge(new SoakRest(10, 20, 4, 8 * MEBIBYTE), level(), 1, Map.of(), 0), "live heap");
  }

  @Test
  void fewerIsNone() {
    assertThat(judge(new SoakRest(9, 15, 3, 0), level(), 1, Map.of(), 0)).allMatch(Verdict::ok);
  }

  @Test
  void memoryThatRisesIsALeak() {
    // 40 KiB a second: 18 MiB in the 450 s that are judged.
    assertFails(judge(REST, samples(600, 40 << 10, 4), 1, Map.of(), 0), "resident memory");
  }

  /** What one JVM may take each of them may: four take four times as much. */
  @Test
  void childrenAreJudgedOneByOne() {
    assertFails(judge(REST, childrenGrow(4, 40 << 10), 1, Map.of(), 0), "memory of each child");
    assertThat(judge(REST, childrenGrow(4, 10 << 10), 1, Map.of(), 0)).allMatch(Verdict::ok);
  }

  private static List<SoakSample> childrenGrow(int children, long bytesPerSecondEach) {
    return samples(600, 0, children).stream()
        .map(
            s ->
                new SoakSample(
                    s.seconds(),
                    s.openFiles(),
                    s.threads(),
                    children,
                    s.residentBytes(),
                    children * (80 * MEBIBYTE + (long) s.seconds() * bytesPerSecondEach),
                    1_000,
                    100,
                    500))
        .toList();
  }

  /** Its noise is ten times what the slope adds from one sample to the next. */
  @Test
  void aSpikeIsNotOne() {
    List<SoakSample> samples = new java.util.ArrayList<>(samples(600, 0, 4));
    for (int i = 300; i < 330; i++) {
      SoakSample s = samples.get(i);
      samples.set(i, sample(s.seconds(), 900 * MEBIBYTE, 4));
    }
    assertThat(judge(REST, samples, 1, Map.of(), 0)).allMatch(Verdict::ok);
  }

  @Test
  void wrongAnswersFailAndSoDoManyErrors() {
    assertFails(judge(REST, level(), 1_000_000, Map.of("bad_body", 1L), 0), "answers");
    assertFails(judge(REST, level(), 1_000_000, Map.of(), 1), "answers");
    assertFails(judge(REST, level(), 1_000, Map.of("reset", 2L), 0), "answers");
    assertFails(judge(REST, level(), 0, Map.of(), 0), "answers");
    assertThat(judge(REST, level(), 1_000, Map.of("reset", 1L), 0)).allMatch(Verdict::ok);
  }

  @Test
  void withoutSamplesNothingIsSaidOfMemory() {
    assertThat(judge(REST, List.of(), 1, Map.of(), 0))
        .filteredOn(verdict -> verdict.subject().equals("resident memory"))
        .singleElement()
        .isEqualTo(new Verdict("resident memory", true, "too short to be judged"));
  }

  private static List<SoakSample> level() {
    return samples(60, 0, 4);
  }

  private static void assertFails(List<Verdict> verdicts, String subject) {
    assertThat(verdicts)
        .filteredOn(v -> !v.ok())
        .extracting(Verdict::subject)
        .containsExactly(subject);
  }

  private static List<Verdict> judge(
      SoakRest after,
      List<SoakSample> samples,
      long answers,
      Map<String, Long> errors,
      long wrongAnswers) {
    return SoakVerdict.of(REST, after, samples, answers, errors, wrongAnswers, ENDED);
  }

  private static List<SoakSample> samples(int count, long bytesPerSecond, int children) {
    SplittableRandom random = new SplittableRandom(1);
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                sample(
                    i,
                    200 * MEBIBYTE + i * bytesPerSecond + random.nextLong(2 * MEBIBYTE),
                    children))
        .toList();
  }

  private static SoakSample sample(double seconds, long residentBytes, int children) {
    return new SoakSample(
        seconds, 12, 20, children, residentBytes, 100 * MEBIBYTE, 1_000, 100, 500);
  }
}
