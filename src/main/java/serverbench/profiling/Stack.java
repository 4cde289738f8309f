package serverbench.profiling;

import java.util.List;
import java.util.stream.Stream;

/**
 * A stack that was sampled, as a line of a file of collapsed stacks has it.
 *
 * @param thread its name
 * @param frames from the root to what was running
 * @param samples how often it was seen
 */
record Stack(String thread, List<Frame> frames, long samples) {

  /** Whose code a frame is. */
  enum Code {
    JAVA,
    KERNEL,
    /** The JVM's, the C library's, or a stub between them and Java. */
    NATIVE
  }

  /**
   * @param name of the function, or of class and method with dots between all parts
   */
  record Frame(String name, Code code) {

    /** Java's and the kernel's carry a suffix: how a method was compiled, or k. */
    static Frame parse(String text) {
      int suffix = text.lastIndexOf("_[");
      if (suffix < 0 || !text.endsWith("]")) {
        return new Frame(text, Code.NATIVE);
      }
      String name = text.substring(0, suffix);
      return text.startsWith("_[k", suffix)
          ? new Frame(name, Code.KERNEL)
          : new Frame(name.replace('/', '.'), Code.JAVA);
    }
  }

  /**
   * A line: {@code [thread tid=7];root;...;leaf 12}.
   *
   * @throws IllegalArgumentException when it is none
   */
  static Stack parse(String line) {
    int end = line.lastIndexOf(' ');
    int thread = line.indexOf(';');
    if (!line.startsWith("[") || thread < 0 || end < thread) {
      throw new IllegalArgumentException("not a collapsed stack: " + line);
    }
    return new Stack(
        line.substring(1, thread).replaceAll(" tid=\\d+\\]$|\\]$", ""),
        Stream.of(line.substring(thread + 1, end).split(";")).map(Frame::parse).toList(),
        Long.parseLong(line.substring(end + 1)));
  }
}
