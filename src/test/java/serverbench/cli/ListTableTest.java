package serverbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import serverbench.models.Family;

class ListTableTest {

  private static final String BASIC = Family.BASIC.title();
  private static final String MULTIPLEXING = Family.MULTIPLEXING.title();

  private static final List<Listing> LISTINGS =
      List.of(
          new Listing(1, "single_process", "default", BASIC, "one thread", 1.0, true, null),
          new Listing(10, "epoll", "default", MULTIPLEXING, "word ".repeat(40), null, true, null),
          new Listing(10, "epoll:et", "et", MULTIPLEXING, "", null, true, null),
          new Listing(11, "kqueue", "default", MULTIPLEXING, "x", null, false, "no library"));

  @Test
  void showsFamiliesNumbersVariantsAndWhyAModelDoesNotRun() {
    String table = ListTable.render(LISTINGS, 80);
    assertThat(table.lines())
        .contains(BASIC, MULTIPLEXING)
        .anyMatch(line -> line.matches(" +1 +single_process +one thread *"))
        .anyMatch(line -> line.matches(" +epoll:et +variant et *"))
        .anyMatch(line -> line.matches(" +11 +kqueue +does not run here: no library *"));
  }

  @Test
  void staysWithinTheTerminal() {
    assertThat(ListTable.render(LISTINGS, 80).lines()).allMatch(line -> line.length() <= 80);
  }
}
