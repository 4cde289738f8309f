package serverbench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import serverbench.http.ConfinedBufferPool;
import serverbench.http.ConnectionObserver;
import serverbench.http.HttpConnection;
import serverbench.http.Limits;
import serverbench.http.Request;
import serverbench.http.Response;

class PlantedSlowdownTest {

  @Test
  void isOffUnlessTheEnvironmentSaysSo() {
    assertThat(System.getenv(PlantedSlowdown.VARIABLE)).isNull();
    assertThat(PlantedSlowdown.percent()).isEmpty();
    PlantedSlowdown.refuse();
    assertThatThrownBy(PlantedSlowdown::new).hasMessageContaining(PlantedSlowdown.VARIABLE);
    assertThat(PlantedSlowdown.parse("25")).hasValue(25);
    assertThat(PlantedSlowdown.parse("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "401", "25 %", "1.5", "99999999999"})
  void anythingButAPercentageIsRefused(String text) {
    assertThatThrownBy(() -> PlantedSlowdown.parse(text)).hasMessageContaining(text);
  }

  @ParameterizedTest
  @CsvSource({"/cpu?rounds=1,25,125", "/cpu?rounds=1,10,110", "/cpu?rounds=1,250,350", "/,25,100"})
  void soManyPercentMoreWorkIsDone(String target, int percent, int expected) throws Exception {
    Counting work = new Counting();
    PlantedSlowdown slowed = new PlantedSlowdown(percent, work);
    byte[] get = ("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes();
    try (ConfinedBufferPool pool = new ConfinedBufferPool()) {
      HttpConnection connection =
          new HttpConnection(Limits.DEFAULT, pool, ConnectionObserver.NONE, 0);
      for (int i = 0; i < 100; i++) {
        connection.input().put(get);
        connection.received(get.length, 0);
        Response response = slowed.handle(connection.request());
        assertThat(response.status()).isEqualTo(200);
        connection.respond(response, 0);
        connection.sent(connection.outputBytes(), 0);
      }
      connection.close();
    }
    assertThat(work.done).isEqualTo(expected);
  }

  /** What child processes need to make it again. */
  @Test
  void canBeMadeFromItsName() {
    HandlerRecipe recipe = HandlerRecipe.of(new PlantedSlowdown(25));
    assertThat(recipe.handlerClass()).isEqualTo(PlantedSlowdown.class.getName());
  }

  private static final class Counting implements Handler {

    private final Endpoints endpoints = new Endpoints();
    private int done;

    @Override
    public Response handle(Request request) throws InterruptedException {
      done++;
      return endpoints.handle(request);
    }

    @Override
    public boolean mayBlock(Request request) {
      return endpoints.mayBlock(request);
    }
  }
}
