package serverbench.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What an exception says to people, in one line. The JDK's file exceptions say only a path. */
final class Reason {

  static String of(IOException e) {
    return switch (e) {
      case NoSuchFileException f -> f.getFile() + ": no such file or folder";
      case AccessDeniedException f -> f.getFile() + ": permission denied";
      case NotDirectoryException f -> f.getFile() + ": not a folder";
      case FileAlreadyExistsException f -> f.getFile() + ": exists and is no folder";
      case FileSystemException f when f.getReason() != null -> f.getFile() + ": " + f.getReason();
      default -> oneLine(e);
    };
  }

  static String oneLine(Throwable e) {
    String message = e.getMessage();
    if (message == null || message.isBlank()) {
      return e.getClass().getSimpleName();
    }
    return message.lines().findFirst().orElseThrow().strip();
  }

  private Reason() {}
}
