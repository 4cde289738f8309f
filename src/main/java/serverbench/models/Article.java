package serverbench.models;

import java.util.OptionalDouble;

/** The figures of the article's table: requests per second, C++11, with logging on. */
final class Article {

  static final OptionalDouble NO_FIGURE = OptionalDouble.empty();

  private Article() {}

  static OptionalDouble qps(double requestsPerSecond) {
    return OptionalDouble.of(requestsPerSecond);
  }
}
