package serverbench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void requestsAreDueAtEvenSteps() {
    Schedule schedule = new Schedule(4, 1_000);
    assertThat(schedule.nextNanos()).isEqualTo(1_000);
    schedule.advance();
    assertThat(schedule.nextNanos()).isEqualTo(250_001_000L);
    assertThat(schedule.intendedNanos(4_000_000_000L)).isEqualTo(1_000_000_000_000_001_000L);
  }

  @Test
  void countsWhatIsDueBeforeAMoment() {
    Schedule schedule = new Schedule(1_000, 0);
    assertThat(schedule.dueBefore(-5)).isZero();
    assertThat(schedule.dueBefore(0)).isZero();
    assertThat(schedule.dueBefore(1)).isEqualTo(1);
    assertThat(schedule.dueBefore(1_000_000)).isEqualTo(1);
    assertThat(schedule.dueBefore(1_000_000_000)).isEqualTo(1_000);
  }

  @Test
  void refusesARateThatIsNone() {
    assertThatThrownBy(() -> new Schedule(0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Schedule(Double.NaN, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsOverdueCanBeLeftOut() {
    Schedule schedule = new Schedule(1_000, 0);
    schedule.advance();
    schedule.skipTo(10_500_000);
    assertThat(schedule.next()).isEqualTo(11);
    assertThat(schedule.nextNanos()).isEqualTo(11_000_000);
    schedule.skipTo(3_000_000);
    assertThat(schedule.next()).isEqualTo(11);
  }

  @Test
  void waitingRequestsLeaveInTheOrderOfTheirStartAndAreBounded() {
    WaitingRequests waiting = new WaitingRequests(2);
    assertThat(waiting.add(7)).isTrue();
    assertThat(waiting.add(8)).isTrue();
    assertThat(waiting.add(9)).isFalse();
    assertThat(waiting.take()).isEqualTo(7);
    assertThat(waiting.add(10)).isTrue();
    assertThat(waiting.at(0)).isEqualTo(8);
    assertThat(waiting.take()).isEqualTo(8);
    assertThat(waiting.take()).isEqualTo(10);
    assertThat(waiting.take()).isEqualTo(WaitingRequests.NONE);
  }

  @Test
  void aMixIsSpreadEvenlyByItsShares() {
    MixSequence sequence = new MixSequence(List.of(kind(9), kind(1)));
    for (int begin = 0; begin < 30; begin++) {
      assertThat(LongStream.range(begin, begin + 10).filter(n -> sequence.kindOf(n) == 1).count())
          .isEqualTo(1);
    }
    MixSequence thirds = new MixSequence(List.of(kind(2), kind(1)));
    assertThat(LongStream.range(0, 6).map(thirds::kindOf).toArray())
        .containsExactly(0, 1, 0, 0, 1, 0);
  }

  private static RequestKind kind(int share) {
    return new RequestKind(
        URI.create("http://127.0.0.1:1/"), ExpectedAnswer.ofLength(200, 1), share);
  }
}
