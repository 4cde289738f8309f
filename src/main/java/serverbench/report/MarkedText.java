package serverbench.report;

import java.io.IOException;
import java.util.Map;

/**
 * A page that people write, in which some parts are made: what stands between {@code <!--
 * published:NAME -->} and {@code <!-- /published:NAME -->} is replaced, the rest is theirs.
 */
public final class MarkedText {

  private MarkedText() {}

  /**
   * The page with new parts.
   *
   * @param parts by name; each must have its place in the page, once
   * @throws IOException with one line when one has none, or more than one
   */
  public static String replaced(String page, Map<String, String> parts) throws IOException {
    String text = page;
    for (Map.Entry<String, String> part : parts.entrySet()) {
      int[] place = placeOf(text, part.getKey());
      text = text.substring(0, place[0]) + "\n" + part.getValue() + text.substring(place[1]);
    }
    return text;
  }

  /** What stands in one place, without the line breaks around it. */
  public static String in(String page, String name) throws IOException {
    int[] place = placeOf(page, name);
    return page.substring(place[0], place[1]).strip();
  }

  /** From behind the first mark to the second. */
  private static int[] placeOf(String page, String name) throws IOException {
    String open = "<!-- published:" + name + " -->";
    String close = "<!-- /published:" + name + " -->";
    int start = page.indexOf(open);
    int end = page.indexOf(close);
    if (start < 0 || end < start || page.indexOf(open, start + 1) >= 0) {
      throw new IOException("needs one " + open + " and after it one " + close);
    }
    return new int[] {start + open.length(), end};
  }
}
