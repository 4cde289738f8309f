package serverbench.results;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * Latencies in nanoseconds as an HdrHistogram, kept whole: percentiles are computed from merged
 * histograms, never averaged.
 *
 * @param histogram base64 of HdrHistogram's compressed V2 encoding; values are nanoseconds, 3
 *     significant digits, 1 us to 60 s
 */
public record Latency(String histogram) {

  private static final long HIGHEST_NANOS = 60_000_000_000L;

  public static Latency of(Histogram histogram) {
    ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    int bytes = histogram.encodeIntoCompressedByteBuffer(buffer);
    byte[] compressed = new byte[bytes];
    buffer.flip().get(compressed);
    return new Latency(Base64.getEncoder().encodeToString(compressed));
  }

  /** An empty histogram with the range and precision that all latencies are recorded with. */
  public static Histogram emptyHistogram() {
    return new Histogram(1_000, HIGHEST_NANOS, 3);
  }

  /**
   * Decodes the histogram.
   *
   * @throws IllegalArgumentException when the text is no histogram
   */
  public Histogram decode() {
    try {
      return Histogram.decodeFromCompressedByteBuffer(
          ByteBuffer.wrap(Base64.getDecoder().decode(histogram)), 0);
    } catch (DataFormatException | RuntimeException e) {
      throw new IllegalArgumentException("not a compressed HdrHistogram: " + e.getMessage(), e);
    }
  }
}
