package serverbench.models;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Several connections to one server. */
final class Clients implements AutoCloseable {

  private final List<RawClient> clients = new ArrayList<>();

  Clients(int port, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      clients.add(new RawClient(port));
    }
  }

  /** Every client sends this. */
  Clients send(String request) throws IOException {
    for (RawClient client : clients) {
      client.send(request);
    }
    return this;
  }

  /** One answer of each, in the order of the clients. */
  List<RawClient.Answer> receive() throws IOException {
    List<RawClient.Answer> answers = new ArrayList<>();
    for (RawClient client : clients) {
      answers.add(client.receive());
    }
    return answers;
  }

  @Override
  public void close() throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
  }
}
