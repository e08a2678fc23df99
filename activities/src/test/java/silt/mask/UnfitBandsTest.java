package silt.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.raster.CogWriter;
import silt.raster.RasterGrid;
import silt.scene.Band;

/** Bands that hold what is no reflectance, or lie elsewhere: never a mask that looks like one. */
class UnfitBandsTest {

  private static final int SIZE = 300;

  @TempDir Path folder;

  private MaskNetwork network() {
    return MaskNetwork.load(Bundles.untrained(folder.resolve("bundle")));
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
  void aTileThatIsSaturatedEverywhereIsRefused() {
    PaintedTile tile = new PaintedTile(SIZE);
    for (short[] band : tile.stored()) {
      Arrays.fill(band, Short.MAX_VALUE);
    }
    refused(tile.write(folder), "darkest stored value of all bands is 32767", "saturated");
  }

  @Test
  void oneSaturatedPixelIsNotRefused() {
    PaintedTile tile = new PaintedTile(SIZE);
    for (short[] band : tile.stored()) {
      band[SIZE * SIZE / 2 + SIZE / 2] = Short.MAX_VALUE;
    }
    try (MaskNetwork network = network()) {
      assertThat(new WholeTile(network, 2).run(tile.write(folder), done -> {}).counts().valid())
          .isEqualTo((long) SIZE * (SIZE - PaintedTile.STRIP));
    }
  }

  @Test
  void aBandOfOneValueIsRefusedByName() {
    PaintedTile tile = new PaintedTile(SIZE);
    Arrays.fill(tile.stored()[5], (short) 0);
    refused(tile.write(folder), "SWIR2 holds 0 in every pixel");
  }

  @Test
  void aBandStoredAsFloatsIsRefusedByName() {
    PaintedTile tile = new PaintedTile(SIZE);
    Map<Band, Path> bands = tile.write(folder);
    float[] reflectance = new float[SIZE * SIZE];
    Arrays.fill(reflectance, 0.25f);
    try (CogWriter writer = CogWriter.ofFloats(tile.grid())) {
      writer.write(tile.grid().whole(), reflectance).save(bands.get(Band.RED));
    }
    refused(bands, "band RED is stored as Float32", "int16 reflectance x 10000");
  }

  @Test
  void aFileOfSeveralBandsIsRefusedByName() {
    PaintedTile tile = new PaintedTile(SIZE);
    Map<Band, Path> bands = tile.write(folder);
    try (CogWriter writer = CogWriter.ofShorts(tile.grid(), 6)) {
      for (int b = 0; b < 6; b++) {
        writer.writeBand(b + 1, tile.grid().whole(), tile.stored()[b]);
      }
      writer.save(bands.get(Band.GREEN));
    }
    refused(bands, "the file of band GREEN has 6 bands");
  }

  @Test
  void aFilesOwnNodataValueIsNoReflectance() {
    PaintedTile tile = new PaintedTile(SIZE);
    Map<Band, Path> bands = tile.write(folder);
    short[] red = tile.stored()[2].clone();
    for (int i = 0; i < red.length; i++) {
      red[i] = i % SIZE < 40 ? Short.MIN_VALUE : red[i];
    }
    try (CogWriter writer = CogWriter.ofShorts(tile.grid())) {
      writer.nodata(Short.MIN_VALUE).write(tile.grid().whole(), red).save(bands.get(Band.RED));
    }
    try (MaskNetwork network = network()) {
      assertThat(new WholeTile(network, 2).run(bands, done -> {}).counts().valid())
          .isEqualTo((long) SIZE * (SIZE - 40));
    }
  }

  private void refused(Map<Band, Path> bands, String... words) {
    try (MaskNetwork network = network()) {
      assertThatThrownBy(() -> new WholeTile(network, 2).run(bands, done -> {}))
          .isInstanceOf(UnfitBands.class)
          .hasMessageContainingAll(words);
    }
  }
}
