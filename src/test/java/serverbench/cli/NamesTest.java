package serverbench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

  private static final List<String> ALL =
      List.of(
          "single_process",
          "multi_process",
          "multi_thread",
          "process_pool1",
          "process_pool2",
          "thread_pool",
          "leader_follower",
          "select",
          "poll",
          "epoll",
          "epoll:et",
          "kqueue",
          "reactor",
          "reactor:multi",
          "coroutine",
          "actor",
          "event_loop",
          "fiber",
          "work_stealing",
          "producer_consumer",
          "half_sync_async",
          "proactor",
          "pipeline",
          "hybrid");

  private final Names<String> models = Names.of("model", ALL, name -> name, "./run-bench.sh list");

  @Test
  void findsWhatIsThere() {
    assertThat(models.find("epoll:et")).isEqualTo("epoll:et");
  }

  @ParameterizedTest
  @CsvSource({
    "epol, epoll",
    "eppoll, epoll",
    "epoll:lt, epoll:et",
    "ThreadPool, thread_pool",
    "thread-pool, thread_pool",
    "EPOLL, epoll",
    "kqeue, kqueue",
    "multithread, multi_thread",
    "fibre, fiber",
    "workstealing, work_stealing"
  })
  void nearestComesFirst(String typed, String meant) {
    assertThat(models.nearest(typed)).first().isEqualTo(meant);
    assertThat(models.nearest(typed)).hasSizeBetween(1, 3);
  }

  @Test
  void unknownNameIsOneLineWithNearestNames() {
    assertThatThrownBy(() -> models.find("epol"))
        .isInstanceOf(Names.UnknownName.class)
        .message()
        .startsWith("unknown model 'epol'; nearest: epoll, ")
        .endsWith("all: ./run-bench.sh list")
        .hasLineCount(1);
  }

  @Test
  void fewNamesAreAllTold() {
    Names<String> workloads = Names.of("workload", List.of("keepalive", "close"), name -> name);
    assertThat(workloads.unknown("klose"))
        .isEqualTo("unknown workload 'klose'; nearest: close; all: keepalive, close");
  }

  @Test
  void whatIsLikeNothingGetsNoSuggestion() {
    assertThat(models.nearest("zzz")).isEmpty();
    assertThat(models.unknown("zzz")).isEqualTo("unknown model 'zzz'; all: ./run-bench.sh list");
  }
}
