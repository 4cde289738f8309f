package serverbench.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaletteTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 255, 256, 257, 5_000})
  void everyPixelKeepsItsColour(int colors) {
    Random random = new Random(colors);
    int[] chosen = random.ints(0, 1 << 24).distinct().limit(colors).toArray();
    BufferedImage image = new BufferedImage(120, 100, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 120 * 100; i++) {
      int color = chosen[i < colors ? i : random.nextInt(colors)];
      image.setRGB(i % 120, i / 120, color);
    }
    BufferedImage same = Palette.applied(image);
    assertThat(same.getColorModel() instanceof IndexColorModel).isEqualTo(colors <= 256);
    for (int y = 0; y < 100; y++) {
      for (int x = 0; x < 120; x++) {
        assertThat(same.getRGB(x, y)).isEqualTo(image.getRGB(x, y));
      }
    }
  }
}
