package serverbench.profiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import serverbench.profiling.Syscalls.Call;

class SyscallsTest {

  @Test
  void readsStracesSummary() {
    String summary =
        """
        % time     seconds  usecs/call     calls    errors syscall
        ------ ----------- ----------- --------- --------- ----------------
         43.51    0.171018           8     20100           sendto
         40.12    0.157700           7     20200       100 recvfrom
         16.37    0.064344          19      3300           epoll_wait
        ------ ----------- ----------- --------- --------- ----------------
        100.00    0.393062           9     43600       100 total
        """;
    Syscalls syscalls = Syscalls.ofStrace(summary, 20_000);
    assertThat(syscalls.calls())
        .containsExactly(
            new Call("recvfrom", 20_200, 100),
            new Call("sendto", 20_100, 0),
            new Call("epoll_wait", 3_300, 0));
    assertThat(syscalls.perRequest(syscalls.calls().getLast())).isCloseTo(0.165, within(1e-9));
  }

  @Test
  void addsUpPerfTracesThreads() {
    String thread =
        """
         worker (%d), 58 events, 90.6%%

           syscall            calls  errors  total       min       avg       max       stddev
                                             (msec)    (msec)    (msec)    (msec)        (%%)
           --------------- --------  ------ -------- --------- --------- ---------     ------
           futex                  8      1     0.133     0.014     0.017     0.020      4.53%%
           sendto                 3      0     0.050     0.014     0.017     0.020     10.07%%
        """;
    Syscalls syscalls = Syscalls.ofPerfTrace(thread.formatted(1) + thread.formatted(2), 6);
    assertThat(syscalls.calls())
        .containsExactly(new Call("futex", 16, 2), new Call("sendto", 6, 0));
    assertThat(syscalls.perRequest(syscalls.calls().getLast())).isEqualTo(1);
  }
}
