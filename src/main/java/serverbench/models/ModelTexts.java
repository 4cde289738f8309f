package serverbench.models;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the models' own files say about them. The build puts the sources of the servers beside their
 * classes, so that there is one text for those who read the code and those who read a report.
 */
public final class ModelTexts {

  /**
   * About one model or variant.
   *
   * @param topology picture of its threads, queues and sockets in lines of ASCII
   * @param shines when to use it
   * @param fails when not to use it
   */
  public record Texts(String topology, String shines, String fails) {}

  private static final Texts NONE = new Texts("", "", "");
  private static final String SOURCES = "serverbench/models";

  private final List<ClassComment> comments;

  private ModelTexts(List<ClassComment> comments) {
    this.comments = comments;
  }

  /**
   * Reads all of them, from the jar or the folder that this class is in.
   *
   * @throws IOException when that cannot be read
   */
  public static ModelTexts read() throws IOException {
    Path place = place();
    if (Files.isDirectory(place)) {
      return new ModelTexts(commentsBelow(place.resolve(SOURCES)));
    }
    try (FileSystem jar = FileSystems.newFileSystem(place)) {
      return new ModelTexts(commentsBelow(jar.getPath(SOURCES)));
    }
  }

  /** The variant's own, else its model's; empty texts when the model's file has none. */
  public Texts of(Choice choice) {
    return first(choice, Optional.of(choice.variant()))
        .or(() -> first(choice, Optional.empty()))
        .map(comment -> new Texts(comment.topology(), comment.shines(), comment.fails()))
        .orElse(NONE);
  }

  private Optional<ClassComment> first(Choice choice, Optional<String> variant) {
    return comments.stream()
        .filter(comment -> comment.names().contains(choice.model().name()))
        .filter(comment -> comment.variant().equals(variant))
        .findFirst();
  }

  private static List<ClassComment> commentsBelow(Path folder) throws IOException {
    List<ClassComment> comments = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        ClassComment.of(Files.readString(file)).ifPresent(comments::add);
      }
    }
    return comments;
  }

  private static Path place() throws IOException {
    try {
      return Path.of(ModelTexts.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("the classes are in no file: " + e.getMessage(), e);
    }
  }
}
