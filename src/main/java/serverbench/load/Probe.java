package serverbench.load;

import io.netty.channel.Channel;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One request of each kind, to find out whether a server answers correctly before any load is put
 * on it.
 */
public final class Probe {

  private Probe() {}

  /**
   * Sends each of the plan's kinds of requests once, each on a connection of its own, and waits for
   * the answers.
   *
   * @return how many answers there were
   * @throws IOException when there is no answer or a wrong one; the message says which
   */
  public static int check(LoadPlan plan) throws IOException, InterruptedException {
    try (HttpClient client = new HttpClient(plan)) {
      for (RequestKind kind : plan.mix()) {
        check(client, kind, plan);
      }
    }
    return plan.mix().size();
  }

  private static void check(HttpClient client, RequestKind kind, LoadPlan plan)
      throws IOException, InterruptedException {
    CompletableFuture<String> problem = new CompletableFuture<>();
    Exchange.Owner owner =
        new Exchange.Owner() {
          @Override
          public void correct(long latencyNanos) {
            problem.complete(null);
          }

          @Override
          public void wrong(ErrorKind kind, String example) {
            problem.complete(kind.label() + ": " + example);
          }

          @Override
          public void failed(ErrorKind kind, String example) {
            problem.complete(kind.label() + ": " + example);
          }

          @Override
          public void connected(Channel connection) {}

          @Override
          public boolean isEnding() {
            return true;
          }
        };
    try {
      Exchange exchange = new Exchange(owner);
      exchange.begin(kind.expected().inFull(), System.nanoTime());
      client.send(client.request(kind, 0), exchange);
      String text = problem.get(plan.requestTimeout().toMillis() + 1_000, TimeUnit.MILLISECONDS);
      if (text != null) {
        throw new IOException("wrong answer from " + kind.uri() + ": " + text);
      }
    } catch (TimeoutException e) {
      throw new IOException("no answer from " + kind.uri(), e);
    } catch (ExecutionException e) {
      throw new IOException("cannot ask " + kind.uri(), e);
    }
  }
}
