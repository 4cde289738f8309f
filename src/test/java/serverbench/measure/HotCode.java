package serverbench.measure;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;

/** Work for the compilers: a class that is defined anew each time, so that none has compiled it. */
public final class HotCode {

  private static final byte[] CODE = code();

  private HotCode() {}

  static final class Hot {
    private Hot() {}

    static int spin(int n) {
      int sum = 0;
      for (int i = 0; i < n; i++) {
        sum += i ^ (sum << 1);
      }
      return sum;
    }
  }

  /** Runs a new loop of so many rounds, which gets hot when they are many. */
  public static void runAnew(int rounds) throws ReflectiveOperationException {
    MethodHandles.lookup()
        .defineHiddenClass(CODE, true)
        .lookupClass()
        .getDeclaredMethod("spin", int.class)
        .invoke(null, rounds);
  }

  private static byte[] code() {
    try (InputStream in = Hot.class.getResourceAsStream("HotCode$Hot.class")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
