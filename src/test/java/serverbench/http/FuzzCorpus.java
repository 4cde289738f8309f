package serverbench.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import serverbench.http.Cases.Case;

/** What fuzzing begins with: the cases, and whatever once failed. */
enum FuzzCorpus {
  CHUNKING(ChunkingFuzz.class) {
    @Override
    byte[] seed(Case rule, int variant) {
      return ((char) variant + rule.stream()).getBytes(StandardCharsets.ISO_8859_1);
    }
  },

  STEPS(StepsFuzz.class) {
    @Override
    byte[] seed(Case rule, int variant) {
      byte[] stream = rule.stream().getBytes(StandardCharsets.ISO_8859_1);
      ByteArrayOutputStream program = new ByteArrayOutputStream();
      int piece = PIECES[variant];
      for (int from = 0; from < stream.length; from += piece) {
        int length = Math.min(piece, stream.length - from);
        program.write(length - 1);
        program.write(stream, from, length);
        // Answered, should a request be complete, and sent.
        program.writeBytes(ANSWERED);
      }
      return program.toByteArray();
    }
  };

  static final int VARIANTS = 3;

  private static final int[] PIECES = {200, 11, 1};
  private static final byte[] ANSWERED = {(byte) 254, 100, 100, (byte) 254};
  private static final int LONGEST_SEED = 4_000;

  private final Class<?> target;

  FuzzCorpus(Class<?> target) {
    this.target = target;
  }

  abstract byte[] seed(Case rule, int variant);

  Class<?> target() {
    return target;
  }

  void run(byte[] input) {
    switch (this) {
      case CHUNKING -> ChunkingFuzz.fuzzerTestOneInput(input);
      case STEPS -> StepsFuzz.fuzzerTestOneInput(input);
    }
  }

  List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (Case rule : Cases.all()) {
      for (int variant = 0;
          variant < VARIANTS && rule.stream().length() < LONGEST_SEED;
          variant++) {
        seeds.add(seed(rule, variant));
      }
    }
    return seeds;
  }

  /** Inputs that failed once, each a file as Jazzer wrote it. */
  List<Path> regressions() {
    Path folder = Path.of("src/test/resources/fuzz", target.getSimpleName());
    try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
