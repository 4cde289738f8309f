package serverbench.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Held while this machine is measured: two runs at once would spoil both. The kernel drops the lock
 * with the process, however it ends; the file stays and says who had it last.
 */
final class MachineLock implements AutoCloseable {

  private static final int TEXT_BYTES = 512;

  private final FileChannel channel;

  private MachineLock(FileChannel channel) {
    this.channel = channel;
  }

  /** One a user: a file of somebody else in a shared folder could not be opened. */
  static Path defaultPath() {
    return Path.of(
        System.getProperty("java.io.tmpdir"),
        "serverbench-" + System.getProperty("user.name") + ".lock");
  }

  /**
   * Takes the lock without waiting.
   *
   * @param holder what a second run is told
   * @throws CommandFailed when another run has it
   */
  static MachineLock take(Path file, String holder) {
    return lock(file, holder, false);
  }

  /**
   * The same for work that several may do at once, but not while somebody measures.
   *
   * @throws CommandFailed when a run has the lock for itself
   */
  static MachineLock share(Path file, String holder) {
    return lock(file, holder, true);
  }

  private static MachineLock lock(Path file, String holder, boolean shared) {
    try {
      FileChannel channel =
          FileChannel.open(
              file,
              Set.of(
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS));
      if (tryLock(channel, shared) == null) {
        String other = read(channel);
        channel.close();
        throw CommandFailed.failed(
            "another run is at work on this machine (" + other + "); two at once would spoil both",
            null);
      }
      channel.truncate(0).write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)), 0);
      return new MachineLock(channel);
    } catch (IOException e) {
      throw CommandFailed.failed("cannot lock " + file + ": " + Reason.of(e), e);
    }
  }

  private static FileLock tryLock(FileChannel channel, boolean shared) throws IOException {
    try {
      return channel.tryLock(0, Long.MAX_VALUE, shared);
    } catch (OverlappingFileLockException e) {
      // Held by this very process.
      return null;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(TEXT_BYTES);
    channel.read(text, 0);
    return StandardCharsets.UTF_8.decode(text.flip()).toString();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw CommandFailed.failed("cannot release the lock: " + Reason.of(e), e);
    }
  }
}
