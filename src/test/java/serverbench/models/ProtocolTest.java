package serverbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import serverbench.http.Cases;
import serverbench.http.Cases.Case;
import serverbench.http.Cases.Then;
import serverbench.http.HttpConnection.Next;
import serverbench.http.Limits;
import serverbench.http.Mutations;
import serverbench.http.Wire;
import serverbench.server.Endpoints;
import serverbench.server.Server;
import serverbench.server.ServerConfig;

/**
 * Over real sockets every model answers the bytes of every {@link Cases case}, and of many that are
 * nearly one, octet for octet as the protocol does that they share, which {@code ConformanceTest}
 * holds against the RFCs. So all models give the same answer to the same bytes, in whatever pieces
 * these come.
 */
class ProtocolTest {

  private static final ServerConfig CONFIG = ServerConfig.defaults().withWorkers(2);
  private static final String PROBE = RawClient.getAndClose("/bytes?n=3");
  private static final int MUTATED = 200;
  private static final int MOST_PIECES = 6;

  /** A process for each connection takes its time: it gets few in pieces. */
  private static final int CONNECTIONS_OF_MULTI_PROCESS = 25;

  private static final int CASES_ON_A_CONNECTION = 20;

  /**
   * What a client sends and then receives.
   *
   * @param pieces what is sent at once
   * @param endsInput whether the client has to end its side for the connection to end
   */
  private record Exchange(String name, List<String> pieces, String answer, boolean endsInput) {

    /** The protocol by itself says what is to come. A connection that stays open is asked on. */
    static Exchange of(String name, String stream) {
      try (Wire wire = new Wire(Limits.DEFAULT, new Endpoints()::handle)) {
        List<String> pieces = new ArrayList<>(List.of(stream));
        if (isOpen(wire.receive(stream))) {
          pieces.add(PROBE);
          wire.receive(PROBE);
        }
        return new Exchange(name, pieces, wire.maskedOutput(), isOpen(wire));
      }
    }

    private static boolean isOpen(Wire wire) {
      return wire.next() == Next.READ && !wire.lingered();
    }

    Exchange inPieces(Random random) {
      String all = String.join("", pieces);
      List<String> parts = new ArrayList<>();
      int from = 0;
      while (from < all.length()) {
        int most = Math.max(1, 2 * all.length() / MOST_PIECES);
        int to = Math.min(all.length(), from + 1 + random.nextInt(most));
        parts.add(all.substring(from, to));
        from = to;
      }
      return new Exchange(name + " in pieces", parts, answer, endsInput);
    }

    /** What is wrong with the server's answer, if anything is. */
    Stream<String> fault(Server server) {
      String received;
      try (RawClient client = new RawClient(server.port())) {
        for (String piece : pieces) {
          client.send(piece);
        }
        if (endsInput) {
          client.shutdownOutput();
        }
        received = Wire.masked(client.receiveAll());
      } catch (IOException e) {
        received = e.toString();
      }
      return received.equals(answer)
          ? Stream.empty()
          : Stream.of(name + ": expected " + answer + " but was " + received);
    }
  }

  private static final List<Exchange> WHOLE =
      Cases.all().stream().map(rule -> Exchange.of(rule.name(), rule.stream())).toList();

  /** The same, those that leave the connection open one behind the other on one. */
  private static final List<Exchange> WHOLE_ON_FEW_CONNECTIONS = onFewConnections();

  private static List<Exchange> onFewConnections() {
    List<Exchange> exchanges = new ArrayList<>();
    List<Case> open = new ArrayList<>();
    for (Case rule : Cases.all()) {
      if (rule.then() == Then.OPEN) {
        open.add(rule);
      } else {
        exchanges.add(Exchange.of(rule.name(), rule.stream()));
      }
    }
    for (int from = 0; from < open.size(); from += CASES_ON_A_CONNECTION) {
      List<Case> some = open.subList(from, Math.min(open.size(), from + CASES_ON_A_CONNECTION));
      exchanges.add(
          Exchange.of(
              some.stream().map(Case::name).collect(Collectors.joining("; ")),
              some.stream().map(Case::stream).collect(Collectors.joining())));
    }
    return exchanges;
  }

  /**
   * Without those where a piece can come too late to be seen, or to be received at all: behind a
   * request that asks for the end, or for a body that has begun.
   */
  private static final List<Exchange> IN_PIECES =
      Stream.concat(Cases.all().stream().filter(ProtocolTest::canBeSplit), mutated())
          .map(rule -> Exchange.of(rule.name(), rule.stream()))
          .map(exchange -> exchange.inPieces(new Random(exchange.name().hashCode())))
          .toList();

  private static boolean canBeSplit(Case rule) {
    boolean saidGoodbye = rule.then() == Then.LINGER && rule.statuses().getLast() == 200;
    return !saidGoodbye && !rule.stream().contains("Expect");
  }

  private static Stream<Case> mutated() {
    Mutations mutations = new Mutations(new Random(22));
    return IntStream.range(0, MUTATED)
        .mapToObj(_ -> mutations.next())
        .filter(stream -> !stream.toLowerCase(Locale.ROOT).contains("close"))
        .filter(stream -> !stream.contains("1.0") && !stream.contains("CONNECT"))
        .map(stream -> new Case("mutated " + stream, stream, List.of(), Then.OPEN));
  }

  static List<Choice> choices() {
    return Choice.all();
  }

  @ParameterizedTest
  @MethodSource("choices")
  void answersEveryCase(Choice choice) throws Exception {
    List<Exchange> exchanges =
        choice.model() == Model.multi_process ? WHOLE_ON_FEW_CONNECTIONS : WHOLE;
    assertThat(faults(choice, exchanges)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("choices")
  void answersThemInWhateverPiecesTheyCome(Choice choice) throws Exception {
    List<Exchange> exchanges =
        choice.model() == Model.multi_process
            ? IN_PIECES.subList(0, CONNECTIONS_OF_MULTI_PROCESS)
            : IN_PIECES;
    assertThat(faults(choice, exchanges)).isEmpty();
  }

  private static List<String> faults(Choice choice, List<Exchange> exchanges) throws Exception {
    try (Server server = Started.server(choice, CONFIG, new Endpoints())) {
      return exchanges.parallelStream().flatMap(exchange -> exchange.fault(server)).toList();
    }
  }
}
