package serverbench.models.architecture.proactor;

import java.io.IOException;
import java.util.Arrays;

/**
 * The live connections of a proactor, in an array without gaps. Not by descriptor: the kernel may
 * give a number out again before we have seen the completion of its close.
 */
final class Connections {

  /** What is done with each. */
  @FunctionalInterface
  interface Action {
    void accept(Connection connection) throws IOException;
  }

  private Connection[] live = new Connection[256];
  private int size;

  int size() {
    return size;
  }

  void add(Connection connection) {
    if (size == live.length) {
      live = Arrays.copyOf(live, 2 * size);
    }
    connection.place = size;
    live[size++] = connection;
  }

  /** The last one takes its place. */
  void remove(Connection connection) {
    Connection last = live[--size];
    live[connection.place] = last;
    last.place = connection.place;
    live[size] = null;
  }

  /** The action must not add or remove connections: it initiates operations, which takes a turn. */
  void forEach(Action action) throws IOException {
    for (int place = 0; place < size; place++) {
      action.accept(live[place]);
    }
  }
}
