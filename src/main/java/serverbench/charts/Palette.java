package serverbench.charts;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.IndexColorModel;
import java.util.Arrays;

/**
 * The colours of a picture, numbered. A chart has few: with a number for each pixel instead of a
 * colour its PNG is less than half as large and written several times as fast.
 */
final class Palette {

  private static final int MOST_COLORS = 256;

  /** Open addressing, a quarter full at the most; -1 is free. */
  private static final int SLOTS = 4 * MOST_COLORS;

  private final int[] slots = new int[SLOTS];
  private final int[] colors = new int[MOST_COLORS];
  private int count;

  private Palette() {
    Arrays.fill(slots, -1);
  }

  /**
   * The same picture, pixel for pixel.
   *
   * @param image of type {@link BufferedImage#TYPE_INT_RGB}
   * @return with a palette, or as it was when it has more colours than a palette may have
   */
  static BufferedImage applied(BufferedImage image) {
    Palette palette = new Palette();
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    byte[] numbers = new byte[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      // Most pixels are like their neighbour.
      if (i > 0 && pixels[i] == pixels[i - 1]) {
        numbers[i] = numbers[i - 1];
        continue;
      }
      int number = palette.numberOf(pixels[i] & 0xFFFFFF);
      if (number < 0) {
        return image;
      }
      numbers[i] = (byte) number;
    }
    return palette.image(image.getWidth(), image.getHeight(), numbers);
  }

  /** Or -1 when there is no number left. */
  private int numberOf(int color) {
    int slot = (color * 0x9E3779B1) >>> 22;
    while (slots[slot] >= 0) {
      if (colors[slots[slot]] == color) {
        return slots[slot];
      }
      slot = (slot + 1) % SLOTS;
    }
    if (count == MOST_COLORS) {
      return -1;
    }
    colors[count] = color;
    slots[slot] = count;
    return count++;
  }

  private BufferedImage image(int width, int height, byte[] numbers) {
    IndexColorModel model =
        new IndexColorModel(8, count, colors, 0, false, -1, DataBuffer.TYPE_BYTE);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, model);
    byte[] target = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    System.arraycopy(numbers, 0, target, 0, numbers.length);
    return image;
  }
}
