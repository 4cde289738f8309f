package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serverbench.http.Request;
import serverbench.http.Response;
import serverbench.models.RawClient.Answer;
import serverbench.server.Endpoints;
import serverbench.server.Handler;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/**
 * Tries to break the order of pipelined answers: many clients, each with its requests cut at random
 * places and sent with random pauses, some of them slow to handle; every answer says which request
 * it belongs to.
 */
public class PipelinedOrderStressTest {

  private static final long SEED = 20_260_201;
  private static final int CLIENTS = 24;
  private static final int REQUESTS = 60;

  static List<Choice> choices() {
    return Choice.all();
  }

  @ParameterizedTest
  @MethodSource("choices")
  void answersComeInTheOrderOfTheRequests(Choice choice) throws Exception {
    choice
        .model()
        .unsupported(choice.variant())
        .ifPresent(reason -> Assumptions.abort(choice.label() + ": " + reason));
    ServerConfig config = ServerConfig.defaults().withQueueCapacity(8).withWorkers(4);
    try (Server server = choice.model().create(choice.variant(), config, new UnevenHandler());
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      server.start();
      List<Future<Integer>> answers = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        Script script = Script.random(client, new Random(SEED + client));
        answers.add(clients.submit(() -> play(script, server.port(), clients)));
      }
      for (Future<Integer> answered : answers) {
        assertThat(answered.get(60, TimeUnit.SECONDS)).isEqualTo(REQUESTS);
      }
      assertThat(server.stats().requests()).isEqualTo((long) CLIENTS * REQUESTS);
    }
  }

  /** Sends and receives at the same time; returns how many answers were the right ones. */
  private static int play(Script script, int port, ExecutorService threads) throws Exception {
    try (RawClient client = new RawClient(port)) {
      Callable<Void> sending =
          () -> {
            for (Piece piece : script.pieces) {
              LockSupport.parkNanos(piece.thinkNanos);
              client.send(piece.text);
            }
            return null;
          };
      Future<Void> sent = threads.submit(sending);
      int right = 0;
      for (String expected : script.answers) {
        Answer answer = client.receive();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).as("answer %d of %s", right, script.name).isEqualTo(expected);
        right++;
      }
      sent.get();
      return right;
    }
  }

  private record Piece(String text, long thinkNanos) {}

  /** What one client sends, in which pieces, and what has to come back. */
  private record Script(String name, List<Piece> pieces, List<String> answers) {

    private static final int MOST_PIECE = 400;
    private static final int MOST_THINK_NANOS = 300_000;

    static Script random(int client, Random random) {
      StringBuilder all = new StringBuilder();
      List<String> answers = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        String tag = client + "/" + i + "/" + "x".repeat(random.nextInt(200));
        switch (random.nextInt(3)) {
          case 0 -> {
            int bytes = 1 + random.nextInt(random.nextInt(10) == 0 ? 100_000 : 500);
            all.append(RawClient.get("/bytes?n=" + bytes));
            answers.add(alphabet(bytes));
          }
          case 1 -> {
            all.append(RawClient.post("/echo", tag));
            answers.add(tag);
          }
          default -> {
            all.append(chunked(tag, random));
            answers.add(tag);
          }
        }
      }
      List<Piece> pieces = new ArrayList<>();
      for (int start = 0; start < all.length(); ) {
        int end = Math.min(all.length(), start + 1 + random.nextInt(MOST_PIECE));
        boolean thinks = random.nextInt(3) == 0;
        pieces.add(
            new Piece(all.substring(start, end), thinks ? random.nextInt(MOST_THINK_NANOS) : 0));
        start = end;
      }
      return new Script("client " + client, pieces, answers);
    }

    private static String chunked(String body, Random random) {
      StringBuilder request =
          new StringBuilder(
              "POST /echo HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n");
      for (int start = 0; start < body.length(); ) {
        int end = Math.min(body.length(), start + 1 + random.nextInt(50));
        request.append(Integer.toHexString(end - start)).append("\r\n");
        request.append(body, start, end).append("\r\n");
        start = end;
      }
      return request.append("0\r\n\r\n").toString();
    }

    private static String alphabet(int bytes) {
      StringBuilder text = new StringBuilder(bytes);
      for (int i = 0; i < bytes; i++) {
        text.append((char) ('a' + i % 26));
      }
      return text.toString();
    }
  }

  /**
   * Echoing takes a while now and then, so that a later answer could overtake it. Public, because
   * child processes make one of their own.
   */
  public static final class UnevenHandler implements Handler {
    private static final int ONE_IN = 4;
    private static final int SLOW_NANOS = 200_000;

    private final Endpoints endpoints = new Endpoints();

    @Override
    public Response handle(Request request) throws Exception {
      if (mayBlock(request) && request.body().remaining() % ONE_IN == 0) {
        LockSupport.parkNanos(SLOW_NANOS);
      }
      return endpoints.handle(request);
    }

    @Override
    public boolean mayBlock(Request request) {
      return request.hasPath("/echo");
    }
  }
}
