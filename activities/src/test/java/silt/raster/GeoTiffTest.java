package silt.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.testdata.RealData;

class GeoTiffTest {

  @TempDir Path folder;

  private final RasterGrid grid = RasterGrid.of(32760, 399960, 5600040, 30, 700, 600);

  private Path written() {
    short[] pixels = new short[grid.whole().pixels()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (short) (i % 9973);
    }
    Path file = folder.resolve("band.tif");
    try (CogWriter cog = CogWriter.ofShorts(grid)) {
      cog.nodata(-9999)
          .scale(0.0001, 0)
          .description("Red")
          .tags(Map.of("HLS_PROCESSING_TIME", "2024-02-08T00:00:00Z"))
          .blockSize(256)
          .overviews("AVERAGE")
          .write(grid.whole(), pixels)
          .save(file);
    }
    return file;
  }

  @Test
  void whatWasWrittenReadsBackPixelByPixel() {
    try (GeoTiff tiff = GeoTiff.open(written())) {
      Window window = new Window(300, 250, 256, 100);
      short[] read = tiff.readShorts(1, window);
      assertThat(read[0]).isEqualTo((short) ((250 * 700 + 300) % 9973));
      assertThat(read[window.pixels() - 1]).isEqualTo((short) ((349 * 700 + 555) % 9973));
    }
  }

  @Test
  void itIsCloudOptimisedAndKnowsItsPlaceNodataAndTags() {
    try (GeoTiff tiff = GeoTiff.open(written())) {
      assertThat(tiff.isCloudOptimised()).isTrue();
      assertThat(tiff.grid().samePixelsAs(grid)).isTrue();
      assertThat(tiff.nodata(1)).hasValue(-9999);
      assertThat(tiff.tags()).containsEntry("HLS_PROCESSING_TIME", "2024-02-08T00:00:00Z");
    }
  }

  @Test
  void theSamePixelsMakeTheSameBytes() throws Exception {
    byte[] once = Files.readAllBytes(written());
    assertThat(Files.readAllBytes(written())).isEqualTo(once);
  }

  @Test
  void aTruncatedFileIsAProblemAndNeverZeros() throws Exception {
    byte[] whole = Files.readAllBytes(written());
    Path cut = folder.resolve("cut.tif");
    Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(
            () -> {
              try (GeoTiff tiff = GeoTiff.open(cut)) {
                tiff.verifyDecodable();
              }
            })
        .isInstanceOf(RasterProblem.class)
        .hasMessageContaining("cut.tif");
  }

  @Test
  void aRealBrokenDownloadIsAProblem() {
    Path truncated =
        RealData.at("hls-products/hls-cmr_stac/HLS.S30.T35VLJ.2021168T100559.v2.0.B01.tif");
    try (GeoTiff tiff = GeoTiff.open(truncated)) {
      assertThatThrownBy(tiff::verifyDecodable).isInstanceOf(RasterProblem.class);
    }
  }

  @Test
  void aRealFmaskTileReadsWhole() {
    Path fmask = RealData.at("hls-products/hls-vi/HLS.S30.T13RCN.2024128T173909.v2.0.Fmask.tif");
    try (GeoTiff tiff = GeoTiff.open(fmask)) {
      tiff.verifyDecodable();
      assertThat(tiff.grid().width()).isEqualTo(3660);
      assertThat(tiff.grid().pixelSize()).isEqualTo(30);
    }
  }

  @Test
  void aPageOfHtmlIsNoGeoTiff() throws Exception {
    Path login = folder.resolve("B04.tif");
    Files.writeString(login, "<html><title>Earthdata Login</title></html>");
    assertThatThrownBy(() -> GeoTiff.open(login))
        .isInstanceOf(RasterProblem.class)
        .hasMessageContaining("B04.tif");
  }

  @Test
  void aWindowThatLeavesTheRasterIsRefused() {
    try (GeoTiff tiff = GeoTiff.open(written())) {
      assertThatThrownBy(() -> tiff.readShorts(1, new Window(600, 0, 101, 10)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
