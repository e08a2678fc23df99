package silt.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.raster.RasterGrid;
import silt.scene.Band;

class WholeTileTest {

  private static final int SIZE = 300;

  @TempDir Path folder;

  private MaskNetwork network() {
    return MaskNetwork.load(Bundles.untrained(folder.resolve("bundle")));
  }

  @Test
  void theNumberOfLanesChangesNoPixel() {
    Map<Band, Path> bands = new PaintedTile(SIZE).write(folder);
    try (MaskNetwork network = network()) {
      byte[] alone = new WholeTile(network, 1).run(bands, done -> {}).flags();
      byte[] together = new WholeTile(network, 3).run(bands, done -> {}).flags();

      assertThat(together).isEqualTo(alone);
    }
  }

  @Test
  void aCoreHoldsWhatItsWindowAloneWouldSay() {
    PaintedTile tile = new PaintedTile(SIZE);
    try (MaskNetwork network = network()) {
      byte[] flags = new WholeTile(network, 2).run(tile.write(folder), done -> {}).flags();

      for (Windows.Square square :
          Windows.covering(tile.grid(), network.window(), network.overlap(), network.step())) {
        int width = square.seen().width();
        int height = square.seen().height();
        short[][] cut = new short[6][width * height];
        for (int b = 0; b < 6; b++) {
          for (int y = 0; y < height; y++) {
            System.arraycopy(
                tile.stored()[b],
                (square.row() + y) * SIZE + square.column(),
                cut[b],
                y * width,
                width);
          }
        }
        byte[] alone = network.mask(cut, width, height);
        for (int y = square.core().row(); y < square.core().endRow(); y++) {
          for (int x = square.core().column(); x < square.core().endColumn(); x++) {
            assertThat(flags[y * SIZE + x])
                .isEqualTo(alone[(y - square.row()) * width + x - square.column()]);
          }
        }
      }
    }
  }

  @Test
  void aPixelWithoutDataInAnyBandIsNoClass() {
    PaintedTile tile = new PaintedTile(SIZE).without(4, 250, 260);
    try (MaskNetwork network = network()) {
      WholeTile.Flags masked = new WholeTile(network, 2).run(tile.write(folder), done -> {});

      for (int i = 0; i < SIZE * SIZE; i++) {
        int x = i % SIZE;
        boolean missing = x < PaintedTile.STRIP || (x >= 250 && x < 260);
        assertThat((masked.flags()[i] & 0xff) == MaskClass.NODATA).isEqualTo(missing);
      }
      assertThat(masked.counts().valid()).isEqualTo((long) SIZE * (SIZE - PaintedTile.STRIP - 10));
    }
  }

  @Test
  void windowsWithoutDataAreNotRun() {
    PaintedTile tile = new PaintedTile(SIZE).without(2, 0, 170);
    try (MaskNetwork network = network()) {
      int all =
          Windows.covering(tile.grid(), network.window(), network.overlap(), network.step()).size();
      WholeTile.Flags masked = new WholeTile(network, 2).run(tile.write(folder), done -> {});

      assertThat(masked.windowsRun()).isBetween(1, all - 1);
    }
  }

  @Test
  void everyWindowIsReported() {
    PaintedTile tile = new PaintedTile(SIZE);
    List<Integer> told = new ArrayList<>();
    try (MaskNetwork network = network()) {
      new WholeTile(network, 2).run(tile.write(folder), told::add);
      int all =
          Windows.covering(tile.grid(), network.window(), network.overlap(), network.step()).size();

      assertThat(told).hasSize(all).isSorted().endsWith(all);
    }
  }

  @Test
  void whatTheListenerThrowsStopsTheWork() {
    PaintedTile tile = new PaintedTile(SIZE);
    try (MaskNetwork network = network()) {
      assertThatThrownBy(
              () ->
                  new WholeTile(network, 2)
                      .run(
                          tile.write(folder),
                          done -> {
                            throw new IllegalStateException("cancelled");
                          }))
          .hasMessage("cancelled");
    }
  }

  @Test
  void bandsOfDifferentGridsAreRefusedByName() {
    PaintedTile tile = new PaintedTile(SIZE);
    Map<Band, Path> bands = tile.write(folder);
    RasterGrid shifted = RasterGrid.of(32660, 400_000, 6_000_000, 30, SIZE, SIZE);
    PaintedTile.write(bands.get(Band.NIR), shifted, tile.stored()[3]);
    try (MaskNetwork network = network()) {
      assertThatThrownBy(() -> new WholeTile(network, 1).run(bands, done -> {}))
          .isInstanceOf(UnfitBands.class)
          .hasMessageContaining("NIR");
    }
  }

  @Test
  void reflectanceFromZeroToOneIsRefused() {
    PaintedTile tile = new PaintedTile(SIZE);
    for (short[] band : tile.stored()) {
      for (int i = 0; i < band.length; i++) {
        band[i] = (short) (band[i] < 0 ? band[i] : i % 2);
      }
    }
    try (MaskNetwork network = network()) {
      assertThatThrownBy(() -> new WholeTile(network, 1).run(tile.write(folder), done -> {}))
          .isInstanceOf(UnfitBands.class)
          .hasMessageContaining("brightest stored value of all bands is 1");
    }
  }

  @Test
  @Tag("slow")
  void twoHundredWindowsTakeNoMoreMemoryThanFifty() throws IOException {
    Map<Band, Path> bands = new PaintedTile(680).write(folder);
    try (MaskNetwork network = network()) {
      WholeTile tile = new WholeTile(network, 2);
      tile.run(bands, done -> {});
      long early = nativeKilobytes();
      for (int i = 0; i < 4; i++) {
        tile.run(bands, done -> {});
      }

      // one window that is not given back is 6 MB of input alone: a leak would show as a gigabyte
      assertThat(nativeKilobytes() - early).isLessThan(300_000);
    }
  }

  /** What is resident beside the Java heap, whose growth up to its limit is no leak. */
  private static long nativeKilobytes() throws IOException {
    return residentKilobytes() - Runtime.getRuntime().totalMemory() / 1024;
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }
}
