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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  @ParameterizedTest
  @CsvSource({"1,4,1", "2,3,2", "1,1,3", "3,64,1"})
  void batchesAndReadersChangeNoPixel(int lanes, int batch, int readers) {
    Map<Band, Path> bands = new PaintedTile(SIZE).without(2, 0, 170).write(folder);
    try (MaskNetwork network = network()) {
      WholeTile.Flags plain = new WholeTile(network, 1).run(bands, done -> {});
      List<Integer> told = new ArrayList<>();
      WholeTile.Flags paced =
          new WholeTile(network, new Pace(lanes, batch, readers)).run(bands, told::add);

      assertThat(paced.flags()).isEqualTo(plain.flags());
      assertThat(paced.windowsRun()).isEqualTo(plain.windowsRun());
      assertThat(told).isSorted().endsWith(plain.windows());
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
  void aWindowLargerThanTheTileBecomesASmallerSquare() {
    PaintedTile tile = new PaintedTile(50);
    try (MaskNetwork network = network()) {
      WholeTile.Flags masked = new WholeTile(network, 2).run(tile.write(folder), done -> {});

      assertThat(masked.windows()).isEqualTo(1);
      assertThat(masked.flags()).isEqualTo(network.mask(tile.stored(), 50, 50));
    }
  }

  @Test
  void aTileWithoutDataIsNodataAndRunsNoWindow() {
    PaintedTile tile = new PaintedTile(SIZE).without(3, 0, SIZE);
    try (MaskNetwork network = network()) {
      WholeTile.Flags masked = new WholeTile(network, 2).run(tile.write(folder), done -> {});

      assertThat(masked.windowsRun()).isZero();
      assertThat(masked.counts().valid()).isZero();
      assertThat(masked.flags()).containsOnly((byte) MaskClass.NODATA);
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
