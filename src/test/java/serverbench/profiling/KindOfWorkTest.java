package serverbench.profiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines as async-profiler and JFR write them. */
class KindOfWorkTest {

  private static final String JAVA =
      "java/lang/Thread.run_[0];java/lang/Thread.runWith_[0];serverbench/models/basic/"
          + "ThreadPoolServer$$Lambda.0x000000005b0b6848.run_[0];serverbench/net/Sockets.send_[i];"
          + "jdk/internal/foreign/abi/DowncallStub.0x000000005b09f400.invoke_[i]";
  private static final String KERNEL =
      JAVA + ";nep_invoker_blob;__GI___send;entry_SYSCALL_64_after_hwframe_[k];do_syscall_64_[k];";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "__x64_sys_sendto_[k];tcp_sendmsg_[k] | sendto",
        "__arm64_sys_sendto_[k];tcp_sendmsg_[k] | sendto",
        "ksys_read_[k];vfs_read_[k] | read",
        "__x64_sys_poll_[k];do_sys_poll_[k] | poll",
        "__x64_sys_epoll_wait_[k];do_epoll_wait_[k] | epoll_wait",
        "__x64_sys_sendto_[k];tcp_rcv_established_[k];sock_def_readable_[k] | sendto, waking",
        "__x64_sys_futex_[k];futex_wake_[k];wake_up_q_[k];try_to_wake_up_[k] | futex, waking",
        "__x64_sys_recvfrom_[k];schedule_timeout_[k];schedule_[k]"
            + " | recvfrom, sleeping and switching",
        "__x64_sys_futex_[k];futex_wait_[k];__schedule_[k] | futex, sleeping and switching",
        "__x64_sys_sched_yield_[k];do_sched_yield_[k] | sched_yield",
        "__x64_sys_io_uring_enter_[k];io_submit_sqes_[k];io_send_[k] | io_uring_enter, io_send",
        "syscall_exit_to_user_mode_[k];task_work_run_[k];tctx_task_work_[k];io_recv_finish_[k]"
            + " | task work, io_recv",
        "syscall_exit_to_user_mode_[k];task_work_run_[k];____fput_[k] | task work",
        "syscall_exit_to_user_mode_[k] | entry and exit of system calls",
      })
  void namesASystemCallAndWhatItWasAt(String frames, String kind) {
    assertThat(kind("main", KERNEL + frames)).isEqualTo("kernel: " + kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "asm_exc_page_fault_[k];exc_page_fault_[k] | page faults",
        "asm_sysvec_apic_timer_interrupt_[k];hrtimer_interrupt_[k] | interrupts",
        "ret_from_fork_asm_[k];schedule_tail_[k] | start of threads",
        "cpu_startup_entry_[k] | other",
      })
  void namesOtherWaysIntoTheKernel(String frames, String kind) {
    assertThat(kind("main", JAVA + ";" + frames)).isEqualTo("kernel: " + kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | Java: serverbench.net",
        ";java/lang/String.hashCode_[j] | Java: serverbench.net",
        ";nep_invoker_blob | Java: serverbench.net",
        ";I2C/C2I adapters | Java: serverbench.net",
        ";jbyte_disjoint_arraycopy | Java: serverbench.net",
        ";java/util/concurrent/LinkedBlockingQueue.take_[j] | JDK: threads, queues and locks",
        ";java/lang/VirtualThread.park_[j] | JDK: threads, queues and locks",
        ";java/lang/ThreadLocal.get_[j] | Java: serverbench.net",
        ";io/netty/channel/epoll/Native.epollWait0_[1] | Java: io.netty.channel.epoll",
        ";__GI___send | C library: send",
        ";ObjectMonitor::enter;pthread_cond_wait | JVM: native code",
      })
  void namesWhoseCodeItWas(String frames, String kind) {
    assertThat(kind("worker", JAVA + frames)).isEqualTo(kind);
  }

  @Test
  void rootsOfThreadsAreNoWork() {
    assertThat(kind("x", "java/lang/Thread.run_[0];java/lang/Thread.runWith_[0]"))
        .isEqualTo("JDK: other");
    assertThat(kind("x", "[unknown]")).isEqualTo("unknown");
    assertThat(kind("x", "[break_stack_range];java/nio/Buffer$2.newDirectByteBuffer_[j]"))
        .isEqualTo("JDK: other");
    assertThat(kind("x", "Main.main_[0]")).isEqualTo("Java: no package");
  }

  @ParameterizedTest
  @CsvSource({
    "C2 CompilerThread0, JVM: compilers",
    "GC Thread#1, JVM: garbage collector",
    "VM Thread, JVM: its other threads",
    "epoll, Java: serverbench.net",
  })
  void knowsTheJvmsOwnThreads(String thread, String kind) {
    assertThat(kind(thread, JAVA)).isEqualTo(kind);
  }

  @Test
  void refusesWhatIsNoStack() {
    assertThatThrownBy(() -> Stack.parse("nothing")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Stack.parse("[t];a;b")).isInstanceOf(IllegalArgumentException.class);
  }

  private static String kind(String thread, String frames) {
    return KindOfWork.of(Stack.parse("[" + thread + " tid=17];" + frames + " 3"));
  }
}
