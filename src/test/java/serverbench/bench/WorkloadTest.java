package serverbench.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import serverbench.load.LoadPlan;
import serverbench.load.Probe;
import serverbench.models.Model;
import serverbench.models.NullServer;
import serverbench.server.Endpoints;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

class WorkloadTest {

  /** What each workload expects is what the handlers answer. */
  @ParameterizedTest
  @EnumSource(Workload.class)
  void aModelAnswersAsExpected(Workload workload) throws Exception {
    try (Server server =
        Model.multi_thread.create(
            Model.DEFAULT_VARIANT, ServerConfig.defaults(), new Endpoints())) {
      server.start();
      Probe.check(workload.plan(server.port(), 1));
    }
  }

  @ParameterizedTest
  @EnumSource(Workload.class)
  void theNullServerAnswersAsExpectedOfIt(Workload workload) throws Exception {
    ServerConfig config = ServerConfig.defaults();
    try (Server server =
        new NullServer(
            config.bind(),
            config.backlog(),
            workload.nullAnswer().anyBody(),
            workload.closesConnections())) {
      server.start();
      LoadPlan plan = workload.plan(server.port(), 1).expectingAlways(workload.nullAnswer());
      int answers = Probe.check(plan);
      server.close();
      assertThat(server.stats().responsesTotal()).isEqualTo(answers);
    }
  }

  @ParameterizedTest
  @EnumSource(Workload.class)
  void labelsOfPointsAreUnique(Workload workload) {
    assertThat(workload.points()).isNotEmpty().extracting(Point::label).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(value = Workload.class, mode = Mode.EXCLUDE, names = "sweep")
  void connectionsCanBeAskedForAtEveryPoint(Workload workload) {
    assertThat(workload.points(OptionalInt.of(7)))
        .hasSameSizeAs(workload.points())
        .allMatch(point -> point.connections() == 7);
  }

  @Test
  void aSweepOverOneNumberOfConnectionsIsOnePoint() {
    assertThat(Workload.sweep.points(OptionalInt.of(7))).containsExactly(Point.concurrency(7));
  }

  @Test
  void aLowLimitOfOpenFilesLeavesFewerConnections() {
    assertThat(idleAt(20_000)).containsExactly(1_000, 4_000, 9_000);
    assertThat(idleAt(4_096)).containsExactly(1_000, 1_748);
    assertThat(idleAt(1_024)).containsExactly(212);
    assertThat(idleAt(-1)).containsExactly(1_000, 4_000, 9_000);
    assertThat(new FileBudget(1_000).fit(Workload.sweep.wanted(OptionalInt.empty())))
        .extracting(Point::label)
        .containsExactly(
            "1 connection",
            "8 connections",
            "64 connections",
            "256 connections",
            "300 connections");
    assertThat(new FileBudget(1_000).fit(Workload.article.wanted(OptionalInt.empty())))
        .extracting(Point::connections)
        .containsExactly(300);
  }

  @Test
  void aLowLimitOfOpenFilesIsSaid() {
    FileBudget low = new FileBudget(1_000);
    assertThat(low.shortage(Workload.article, OptionalInt.empty()).orElseThrow())
        .contains("1,000 connections", "2,400 open files", "ulimit -n allows 1,000", "300");
    assertThat(low.shortage(Workload.keepalive, OptionalInt.empty())).isEmpty();
    assertThat(low.shortage(Workload.keepalive, OptionalInt.of(301))).isPresent();
    assertThat(low.shortage(Workload.idle, OptionalInt.empty())).isPresent();
  }

  private static List<Integer> idleAt(long openFiles) {
    return new FileBudget(openFiles)
        .fit(Workload.idle.wanted(OptionalInt.empty())).stream()
            .map(Point::idleConnections)
            .toList();
  }
}
