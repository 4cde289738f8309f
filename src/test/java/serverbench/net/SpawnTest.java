package serverbench.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpawnTest {

  @TempDir Path folder;

  @Test
  void theChildHasTheDescriptorsItWasGivenAndNoOthers() throws Exception {
    try (Pipe first = Pipe.open();
        Pipe second = Pipe.open()) {
      String open = "for n in 0 1 2 3 4 5 6 7 8 9 20 50; do [ -e /proc/$$/fd/$n ] && echo $n; done";
      String seen = shell(open + "; true", first.readEnd(), second.writeEnd());
      assertThat(seen.lines()).containsExactly("0", "1", "2", "3");
    }
  }

  @Test
  void theChildHasTheEnvironmentItWasGivenAndNoOther() throws Exception {
    try (Pipe pipe = Pipe.open()) {
      assertThat(shell("tr '\\0' '\\n' < /proc/self/environ", pipe.readEnd()).lines())
          .contains("GREETING=hello")
          .noneMatch(line -> line.startsWith("HOME="));
    }
  }

  @Test
  void saysHowTheChildEnded() throws Exception {
    try (Pipe pipe = Pipe.open()) {
      assertThat(spawn("exit 7", pipe.readEnd()).await()).isEqualTo(new ChildProcess.Exit(7, 0));
      ChildProcess reader = spawn("exec sleep 1000", pipe.readEnd());
      reader.kill();
      assertThat(reader.await()).isEqualTo(new ChildProcess.Exit(0, 9));
      reader.kill();
      assertThat(reader.await().signal()).isEqualTo(9);
      assertThat(ProcessHandle.of(reader.pid())).isEmpty();
    }
  }

  @Test
  void theEndOfThePipeReachesTheChild() throws Exception {
    try (Pipe pipe = Pipe.open();
        Arena arena = Arena.ofConfined()) {
      // Opened again, since this end does not block.
      String script = "exec < /proc/self/fd/0; read line; echo got $line; read more || exit 3";
      ChildProcess child = spawn(script, pipe.readEnd());
      MemorySegment line = arena.allocateFrom("hello\n");
      assertThat(pipe.write(line.asSlice(0, 6))).isEqualTo(6);
      pipe.closeWriteEnd();
      assertThat(child.await().code()).isEqualTo(3);
      assertThat(Files.readString(output())).isEqualTo("got hello\n");
    }
  }

  @Test
  void aPipeSaysWhyNothingMoved() throws Exception {
    try (Pipe pipe = Pipe.open();
        Arena arena = Arena.ofConfined()) {
      MemorySegment octet = arena.allocate(1);
      assertThat(pipe.read(octet)).isEqualTo(-Errno.EAGAIN);
      pipe.closeWriteEnd();
      pipe.closeWriteEnd();
      assertThat(pipe.read(octet)).isZero();
      assertThat(pipe.write(octet)).isEqualTo(-Errno.EBADF);
    }
  }

  @Test
  void aProgramThatIsNotThereIsAnError() throws Exception {
    try (Pipe pipe = Pipe.open()) {
      Spawn spawn =
          new Spawn("/no/such", List.of(), List.of(), List.of(pipe.readEnd()), Optional.empty());
      assertThatThrownBy(spawn::start)
          .isInstanceOf(NativeIoException.class)
          .hasMessageContaining("No such file");
    }
  }

  private String shell(String script, Integer... descriptors) throws Exception {
    assertThat(spawn(script, descriptors).await().code()).isZero();
    return Files.readString(output());
  }

  private ChildProcess spawn(String script, Integer... descriptors) throws NativeIoException {
    return new Spawn(
            "/bin/sh",
            List.of("-c", script),
            List.of("GREETING=hello"),
            List.of(descriptors),
            Optional.of(output()))
        .start();
  }

  private Path output() {
    return folder.resolve("output");
  }
}
