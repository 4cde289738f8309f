package serverbench.models.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import serverbench.http.Limits;
import serverbench.server.HandlerRecipe;

/**
 * What a child is told on its command line.
 *
 * @param threads how many of its threads accept and serve; 1 where a connection was handed to it
 */
record ChildSettings(HandlerRecipe handler, Limits limits, int threads) {

  List<String> toArguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add(handler.handlerClass());
    arguments.add(Integer.toString(threads));
    arguments.add(Integer.toString(limits.requestLineBytes()));
    arguments.add(Integer.toString(limits.headerBytes()));
    arguments.add(Integer.toString(limits.headerLines()));
    arguments.add(Integer.toString(limits.bodyBytes()));
    arguments.add(Long.toString(limits.headerTime().toNanos()));
    arguments.add(Long.toString(limits.idleTime().toNanos()));
    arguments.add(Integer.toString(limits.requestsPerConnection()));
    arguments.add(Integer.toString(limits.connections()));
    handler.accessLog().ifPresent(file -> arguments.add(file.toString()));
    return arguments;
  }

  /** The reverse of {@link #toArguments}. */
  static ChildSettings of(String[] arguments) {
    int next = 0;
    String handlerClass = arguments[next++];
    int threads = Integer.parseInt(arguments[next++]);
    Limits limits =
        new Limits(
            Integer.parseInt(arguments[next++]),
            Integer.parseInt(arguments[next++]),
            Integer.parseInt(arguments[next++]),
            Integer.parseInt(arguments[next++]),
            Duration.ofNanos(Long.parseLong(arguments[next++])),
            Duration.ofNanos(Long.parseLong(arguments[next++])),
            Integer.parseInt(arguments[next++]),
            Integer.parseInt(arguments[next++]));
    Optional<Path> accessLog =
        next < arguments.length ? Optional.of(Path.of(arguments[next])) : Optional.empty();
    return new ChildSettings(new HandlerRecipe(handlerClass, accessLog), limits, threads);
  }
}
