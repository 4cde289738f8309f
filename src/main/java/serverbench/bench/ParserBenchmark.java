package serverbench.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.microhttp.EventLoop;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import serverbench.http.BufferPool;
import serverbench.http.ConfinedBufferPool;
import serverbench.http.InputBuffer;
import serverbench.http.Limits;
import serverbench.http.RequestReader;

/**
 * The parser of the models beside Netty's decoder and microhttp's parser: one operation is one
 * request, copied into the parser's buffer as a receive would, and parsed to its end.
 *
 * <pre>
 *   java -jar target/benchmarks.jar ParserBenchmark                  ns for each request
 *   java -jar target/benchmarks.jar ParserBenchmark -bm thrpt -tu s  requests and bytes each second
 * </pre>
 *
 * <p>They do not do the same: ours gives a view over the bytes and has checked Host, framing and
 * limits; Netty and microhttp give objects that outlive the buffer. That is what each of them costs
 * a server.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsPrepend = {
      "--enable-native-access=ALL-UNNAMED",
      "--sun-misc-unsafe-memory-access=allow",
      "-Xms1g",
      "-Xmx1g",
      "-XX:+UseParallelGC",
      "-Dio.netty.leakDetection.level=disabled"
    })
public class ParserBenchmark {

  /** What is parsed. */
  public enum Message {
    /** As this suite's load generator sends it. */
    SHORT("GET / HTTP/1.1", "host: 127.0.0.1:8080", "accept: */*", "user-agent: AHC/3.0"),
    /** As a browser sends it. */
    BROWSER(
        "GET /bytes?n=1024 HTTP/1.1",
        "Host: 127.0.0.1:8080",
        "Connection: keep-alive",
        "Cache-Control: max-age=0",
        "Upgrade-Insecure-Requests: 1",
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36",
        "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8",
        "Sec-Fetch-Site: none",
        "Sec-Fetch-Mode: navigate",
        "Sec-Fetch-Dest: document",
        "Accept-Encoding: gzip, deflate, br, zstd",
        "Accept-Language: en-GB,en;q=0.9,de;q=0.8",
        "Cookie: session=0123456789abcdef0123456789abcdef; theme=dark");

    private final byte[] bytes;

    Message(String... lines) {
      bytes = (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** Shown beside the requests. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Parsed {
    public long bytes;
  }

  /** Opens the method that an event loop would call. */
  private static final class Decoder extends HttpRequestDecoder {
    void decode(ByteBuf in, List<Object> out) throws Exception {
      while (in.isReadable()) {
        decode(null, in, out);
      }
    }
  }

  private static final MethodHandle NEW_TOKENIZER;
  private static final MethodHandle ADD;
  private static final MethodHandle COMPACT;
  private static final MethodHandle NEW_PARSER;
  private static final MethodHandle PARSE;
  private static final MethodHandle REQUEST;

  static {
    // microhttp keeps its parser to itself.
    try {
      MethodHandles.Lookup lookup =
          MethodHandles.privateLookupIn(EventLoop.class, MethodHandles.lookup());
      Class<?> tokenizer = lookup.findClass("org.microhttp.ByteTokenizer");
      Class<?> parser = lookup.findClass("org.microhttp.RequestParser");
      MethodType nothing = MethodType.methodType(void.class);
      MethodType takesTokenizer = MethodType.methodType(void.class, tokenizer);
      NEW_TOKENIZER =
          lookup.findConstructor(tokenizer, nothing).asType(MethodType.methodType(Object.class));
      ADD =
          lookup
              .findVirtual(tokenizer, "add", MethodType.methodType(void.class, ByteBuffer.class))
              .asType(MethodType.methodType(void.class, Object.class, ByteBuffer.class));
      COMPACT =
          lookup
              .findVirtual(tokenizer, "compact", nothing)
              .asType(MethodType.methodType(void.class, Object.class));
      NEW_PARSER =
          lookup
              .findConstructor(parser, takesTokenizer)
              .asType(MethodType.methodType(Object.class, Object.class));
      PARSE =
          lookup
              .findVirtual(parser, "parse", MethodType.methodType(boolean.class))
              .asType(MethodType.methodType(boolean.class, Object.class));
      REQUEST =
          lookup
              .findVirtual(parser, "request", MethodType.methodType(org.microhttp.Request.class))
              .asType(MethodType.methodType(org.microhttp.Request.class, Object.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  @Param public Message message;

  private final BufferPool pool = new ConfinedBufferPool();
  private final InputBuffer input = new InputBuffer(pool);
  private final RequestReader reader = new RequestReader(input, Limits.DEFAULT);
  private final Decoder decoder = new Decoder();
  private final List<Object> decoded = new ArrayList<>();
  private ByteBuf buffer;
  private ByteBuffer received;
  private Object tokenizer;

  @Setup
  public void prepare() throws Throwable {
    buffer = PooledByteBufAllocator.DEFAULT.directBuffer(message.bytes.length);
    received = ByteBuffer.allocateDirect(message.bytes.length).put(message.bytes);
    tokenizer = (Object) NEW_TOKENIZER.invokeExact();
  }

  @TearDown
  public void release() {
    buffer.release();
    pool.close();
  }

  @Benchmark
  public int serverbench(Parsed parsed) {
    input.room().put(message.bytes);
    input.received(message.bytes.length);
    int outcome = reader.read();
    if (outcome != RequestReader.COMPLETE) {
      throw new IllegalStateException("not parsed: " + outcome);
    }
    reader.release();
    input.releaseIfEmpty();
    parsed.bytes += message.bytes.length;
    return outcome;
  }

  @Benchmark
  public Object netty(Parsed parsed) throws Exception {
    decoded.clear();
    buffer.clear().writeBytes(message.bytes);
    decoder.decode(buffer, decoded);
    if (decoded.size() != 2) {
      throw new IllegalStateException("not parsed: " + decoded);
    }
    parsed.bytes += message.bytes.length;
    return decoded.getFirst();
  }

  @Benchmark
  public Object microhttp(Parsed parsed) throws Throwable {
    ADD.invokeExact(tokenizer, received.rewind());
    Object parser = (Object) NEW_PARSER.invokeExact(tokenizer);
    if (!(boolean) PARSE.invokeExact(parser)) {
      throw new IllegalStateException("not parsed");
    }
    COMPACT.invokeExact(tokenizer);
    parsed.bytes += message.bytes.length;
    return (org.microhttp.Request) REQUEST.invokeExact(parser);
  }
}
