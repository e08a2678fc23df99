package silt.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.model.ModelBundle;

/** The bundle that comes with the project. */
class ShippedBundleTest {

  @TempDir Path folder;

  static Path bundle() {
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path candidate = up.resolve("deploy/models/mask-hls-1");
      if (Files.isDirectory(candidate)) {
        return candidate;
      }
    }
    throw new IllegalStateException("deploy/models/mask-hls-1 is not above the module");
  }

  @Test
  void itIsUnderSixMegabytes() throws IOException {
    try (Stream<Path> files = Files.list(bundle())) {
      assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThan(6_000_000);
    }
  }

  @Test
  void itsWindowsLeaveNoSeam() {
    PaintedTile tile = new PaintedTile(640);
    int size = tile.size();
    try (MaskNetwork network = MaskNetwork.load(ModelBundle.open(bundle()))) {
      byte[] inWindows = new WholeTile(network, 2).run(tile.write(folder), done -> {}).flags();
      byte[] atOnce = network.mask(tile.stored(), size, size);
      int differing = 0;
      for (int i = 0; i < inWindows.length; i++) {
        differing += inWindows[i] == atOnce[i] ? 0 : 1;
      }

      assertThat(Windows.covering(tile.grid(), network.window(), network.overlap(), network.step()))
          .hasSize(4);
      assertThat(differing).isLessThan(size * size / 1000);
    }
  }

  @Test
  void aPaintedRiverIsClearWaterAndTheLandIsNot() {
    PaintedTile tile = new PaintedTile(256);
    try (MaskNetwork network = MaskNetwork.load(ModelBundle.open(bundle()))) {
      byte[] flags = network.mask(tile.stored(), 256, 256);
      int right = 0;
      int valid = 0;
      for (int i = 0; i < flags.length; i++) {
        if ((flags[i] & 0xff) != MaskClass.NODATA) {
          boolean river = tile.stored()[3][i] < 600;
          valid++;
          right += MaskClass.clearWater(flags[i] & 0xff) == river ? 1 : 0;
        }
      }

      assertThat(right / (double) valid).isGreaterThan(0.97);
    }
  }
}
