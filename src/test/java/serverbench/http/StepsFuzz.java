package serverbench.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import serverbench.http.HttpConnection.Next;

/**
 * Fuzz target: a connection under any order of events that a server can bring about: bytes, their
 * end, time, a handler that fails, a kernel that takes little, a server that stops. No step throws,
 * nothing but a request in the handler's hands is without a deadline, deadlines alone end the
 * connection whatever came before, and all buffers come back.
 *
 * <p>The input is a program: an octet that says what happens, and for bytes received a length and
 * so many octets.
 */
public final class StepsFuzz {

  private static final Limits LIMITS =
      new Limits(256, 1_024, 8, 4_096, Duration.ofSeconds(10), Duration.ofSeconds(30), 5, 1);

  /** 408, its lingering close, and one more to see the end. */
  private static final int MOST_DEADLINES = 4;

  private final ByteBuffer program;
  private final CountingPool pool = new CountingPool();
  private final HttpConnection connection;
  private Next next = Next.READ;
  private int lingers;

  /** Wraps on the way, and beside it: no deadline is the number that says that there is none. */
  private long now = Long.MAX_VALUE - Duration.ofSeconds(100).toNanos() - 1;

  private StepsFuzz(byte[] program) {
    this.program = ByteBuffer.wrap(program);
    connection = new HttpConnection(LIMITS, pool, ConnectionObserver.NONE, now);
  }

  /** Jazzer calls this. */
  public static void fuzzerTestOneInput(byte[] input) {
    StepsFuzz fuzz = new StepsFuzz(input);
    try {
      fuzz.run();
    } finally {
      fuzz.connection.close();
      int lent = fuzz.pool.lent();
      fuzz.pool.close();
      if (lent != 0) {
        throw new AssertionError(lent + " buffers not given back");
      }
    }
  }

  private void run() {
    while (next != Next.CLOSE && program.hasRemaining()) {
      step(program.get() & 0xff);
      check();
    }
    if (next == Next.HANDLE) {
      next = connection.fail(now);
    }
    for (int deadlines = 0; next != Next.CLOSE; deadlines++) {
      if (deadlines == MOST_DEADLINES) {
        throw new AssertionError("still " + next + " after " + deadlines + " deadlines");
      }
      if (next == Next.LINGER) {
        linger();
      }
      now = connection.deadlineNanos();
      next = connection.expired(now);
      if (next == Next.WRITE) {
        next = connection.sent(connection.outputBytes(), now);
      }
    }
  }

  private void step(int what) {
    switch (next) {
      case READ -> read(what);
      case HANDLE -> handle(what);
      case WRITE -> write(what);
      case LINGER -> linger();
      case CLOSE -> throw new AssertionError("a step behind the last");
    }
  }

  private void read(int what) {
    if (what == 255) {
      connection.input();
      next = connection.received(HttpConnection.END_OF_STREAM, now);
    } else if (what == 254) {
      connection.input();
      next = connection.received(0, now);
    } else if (what == 253) {
      connection.drain();
    } else if (what >= 200) {
      pass(what - 200);
    } else {
      ByteBuffer room = connection.input();
      int length = Math.min(Math.min(what + 1, room.remaining()), program.remaining());
      if (length > 0) {
        room.put(program.slice(program.position(), length));
        program.position(program.position() + length);
        next = connection.received(length, now);
      }
    }
  }

  private void handle(int what) {
    if (what < 16) {
      next = connection.fail(now);
    } else {
      connection.request().hasPath("/");
      connection.request().number("n", 0, what);
      ByteBuffer body = what < 200 ? connection.request().body() : ByteBuffer.allocate(what << 8);
      next = connection.respond(Response.of(200, "a/b", body), now);
    }
  }

  private void write(int what) {
    if (what >= 250) {
      connection.drain();
    } else if (what >= 200) {
      pass(what - 200);
    } else {
      next = connection.sent(Math.min(what * 8, connection.outputBytes()), now);
    }
  }

  private void pass(int seconds) {
    now += Duration.ofSeconds(seconds).toNanos();
    next = connection.expired(now);
  }

  private void linger() {
    if (++lingers > 1) {
      throw new AssertionError("asked to linger twice");
    }
    next = Next.READ;
  }

  private void check() {
    boolean waits = next == Next.READ || next == Next.WRITE;
    if (waits && connection.deadlineNanos() == HttpConnection.NO_DEADLINE) {
      throw new AssertionError(next + " without a deadline");
    }
    if (next == Next.WRITE && connection.outputBytes() == 0) {
      throw new AssertionError("nothing to be sent");
    }
  }
}
