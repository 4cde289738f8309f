package serverbench.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The class comment of a model's server, taken apart: what someone learns who opens that file is
 * what the report shows.
 *
 * @param names of the models that it is about, as the registry has them
 * @param variant that it is about, or empty when it is about all that have no comment of their own
 * @param topology the picture of threads, queues and sockets
 * @param shines when to use it
 * @param fails when not to use it
 */
record ClassComment(
    List<String> names, Optional<String> variant, String topology, String shines, String fails) {

  /** "Model 16, fiber, variant cooperative: ...", "Models 8 to 11, select, poll: ...". */
  private static final Pattern HEADING =
      Pattern.compile("Models? \\d+(?: to \\d+)?, ([\\w, -]+?)(?:, variant ([\\w-]+))?:");

  private static final Pattern PICTURE = Pattern.compile("<pre>\n(.*?)\n *</pre>", Pattern.DOTALL);

  /** To the end of its paragraph; "Fails" begins a sentence in the same one. */
  private static final Pattern JUDGEMENT = Pattern.compile("\\b(Shines\\b.*?)\\s+(Fails\\b.*)");

  private static final Pattern TAG = Pattern.compile("\\{@\\w+ (?:[\\w.]*[.#])?([^}#.]+)}");

  /**
   * Reads the first documentation comment of a source file.
   *
   * @return empty when it is about no model
   */
  static Optional<ClassComment> of(String source) {
    int start = source.indexOf("\n/**\n");
    int end = source.indexOf("\n */", start);
    if (start < 0 || end < 0) {
      return Optional.empty();
    }
    String text = source.substring(start + 5, end).replaceAll("(?m)^ \\* ?", "");
    Matcher heading = HEADING.matcher(plain(text.split("<pre>", 2)[0]));
    if (!heading.lookingAt()) {
      return Optional.empty();
    }
    String shines = "";
    String fails = "";
    for (String paragraph : text.split("<p>")) {
      Matcher judgement = JUDGEMENT.matcher(plain(paragraph));
      if (judgement.find()) {
        shines = judgement.group(1);
        fails = judgement.group(2);
      }
    }
    return Optional.of(
        new ClassComment(
            List.of(heading.group(1).split(", ")),
            Optional.ofNullable(heading.group(2)),
            picture(text),
            shines,
            fails));
  }

  private static String picture(String text) {
    Matcher picture = PICTURE.matcher(text);
    if (!picture.find()) {
      return "";
    }
    List<String> lines = new ArrayList<>(Arrays.asList(picture.group(1).split("\n")));
    lines.replaceAll(line -> unescaped(line).stripTrailing());
    return String.join("\n", lines).stripIndent();
  }

  /** On one line, without markup. */
  private static String plain(String text) {
    return unescaped(TAG.matcher(text.replaceAll("\\s+", " ")).replaceAll("$1")).strip();
  }

  private static String unescaped(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }
}
