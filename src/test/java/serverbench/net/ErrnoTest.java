package serverbench.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Which errors of accept(2) are no fault of the listening socket, by their texts in the C library.
 */
@EnabledOnOs(OS.LINUX)
class ErrnoTest {

  private static final int HIGHEST = 133;

  private final Map<String, Integer> byText = new HashMap<>();

  ErrnoTest() {
    for (int errno = 1; errno <= HIGHEST; errno++) {
      byText.put(Errno.message(-errno).replaceFirst(" \\(errno .*", ""), errno);
    }
  }

  @Test
  void whatAcceptReportsOfTheNewSocketIsTriedAgain() {
    for (String text :
        new String[] {
          "Network is down",
          "Protocol error",
          "Protocol not available",
          "Host is down",
          "Machine is not on the network",
          "No route to host",
          "Operation not supported",
          "Network is unreachable",
          "Software caused connection abort",
          "Interrupted system call"
        }) {
      assertThat(byText).containsKey(text);
      assertThat(Errno.isTransientAccept(-byText.get(text))).as(text).isTrue();
      assertThat(Errno.isHinderedAccept(-byText.get(text))).as(text).isFalse();
    }
  }

  @Test
  void whatTheNextCallWouldMeetAsWellWaits() {
    for (String text : new String[] {"Operation not permitted", "Too many open files"}) {
      assertThat(Errno.isHinderedAccept(-byText.get(text))).as(text).isTrue();
      assertThat(Errno.isTransientAccept(-byText.get(text))).as(text).isFalse();
    }
  }

  @Test
  void whatIsWrongWithTheListeningSocketIsNeither() {
    for (String text :
        new String[] {
          "Bad file descriptor", "Invalid argument", "Socket operation on non-socket", "Bad address"
        }) {
      assertThat(byText).containsKey(text);
      assertThat(Errno.isTransientAccept(-byText.get(text))).as(text).isFalse();
      assertThat(Errno.isHinderedAccept(-byText.get(text))).as(text).isFalse();
    }
  }
}
