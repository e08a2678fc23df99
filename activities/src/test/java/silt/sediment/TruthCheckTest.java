package silt.sediment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.raster.CogWriter;
import silt.raster.Projection;
import silt.raster.RasterGrid;
import silt.scene.GranuleId;
import silt.sediment.TruthCheck.Loaded;
import silt.sediment.TruthCheck.Pairs;
import silt.sediment.TruthCheck.Truth;
import silt.sediment.zones.GivenZones;
import silt.sediment.zones.Pixels;
import silt.sediment.zones.Zone;
import silt.sediment.zones.ZoneKind;

class TruthCheckTest {

  private static final RasterGrid GRID = TinyScene.GRID;
  private static final GranuleId GRANULE = new GranuleId("HLS.S30.T60GVA.2024037T222549.v2.0");

  @TempDir Path folder;

  /** Truth: 400 pixels of clear water of 10, 11, 12 ... mg/L, then 40 under cloud. */
  private Truth truth() {
    float[] ssc = blank();
    byte[] mask = new byte[GRID.whole().pixels()];
    for (int i = 0; i < 440; i++) {
      ssc[i] = 10 + i;
      mask[i] = (byte) (i < 400 ? 1 : 0b101);
    }
    Truth truth = Truth.in(folder, GRANULE);
    write(truth.ssc(), ssc);
    try (CogWriter writer = CogWriter.ofBytes(GRID)) {
      writer.nodata(255).write(GRID.whole(), mask).save(truth.mask());
    }
    return truth;
  }

  private static float[] blank() {
    float[] ssc = new float[GRID.whole().pixels()];
    Arrays.fill(ssc, Float.NaN);
    return ssc;
  }

  private static void write(Path file, float[] ssc) {
    try (CogWriter writer = CogWriter.ofFloats(GRID)) {
      writer.nodata(Double.NaN).write(GRID.whole(), ssc).save(file);
    }
  }

  private Path made(int from, int to, float factor) {
    float[] ssc = blank();
    for (int i = from; i < to; i++) {
      ssc[i] = factor * (10 + i);
    }
    Path file = folder.resolve("made.tif");
    write(file, ssc);
    return file;
  }

  @Test
  void pixelsThatAreTwiceTooHighScoreAHundredPercentAndPerfectRank() {
    Pairs pairs = TruthCheck.pixels(made(0, 400, 2), truth(), 1000);

    assertThat(pairs.score().count()).isEqualTo(400);
    assertThat(pairs.score().epsPercent()).isCloseTo(100, within(1e-3));
    assertThat(pairs.score().rankCorrelation()).isCloseTo(1, within(1e-9));
  }

  @Test
  void placesWithoutATruthAreCountedButNotScored() {
    Pairs pairs = TruthCheck.pixels(made(100, 500, 1), truth(), 1000);

    assertThat(pairs.score().count()).isEqualTo(300);
    assertThat(pairs.made()).isEqualTo(400);
    assertThat(pairs.real()).isEqualTo(400);
  }

  @Test
  void anIntervalCountsWhereTheTruthLiesWithin() {
    float[] ssc = blank();
    float[] low = blank();
    float[] high = blank();
    for (int i = 0; i < 300; i++) {
      ssc[i] = 10 + i;
      // the last hundred state none, and of the others every fourth misses the truth
      low[i] = i < 200 ? (i % 4 == 0 ? 11 + i : 9 + i) : Float.NaN;
      high[i] = i < 200 ? 12 + i : Float.NaN;
    }
    Path file = folder.resolve("made.tif");
    try (CogWriter writer = CogWriter.ofFloats(GRID, 3)) {
      writer.writeBand(1, GRID.whole(), ssc).writeBand(2, GRID.whole(), low);
      writer.writeBand(3, GRID.whole(), high).nodata(Double.NaN).save(file);
    }

    Pairs pairs = TruthCheck.pixels(file, truth(), 150);

    assertThat(pairs.intervals()).isEqualTo(200);
    assertThat(pairs.coveragePercent()).isEqualTo(75);
    assertThat(TruthCheck.pixels(made(0, 400, 1), truth(), 10).coveragePercent()).isNull();
  }

  @Test
  void thinningKeepsNoMoreThanAsked() {
    assertThat(TruthCheck.pixels(made(0, 400, 1), truth(), 150).lnMade()).hasSize(134);
  }

  @Test
  void aLoadedMedianIsHeldAgainstThatOfTheTruePixels() {
    try (Projection projection = new Projection(GRID)) {
      double x = GRID.originX();
      double y = GRID.originY();
      Zone lake =
          new Zone(
              5,
              "lake",
              ZoneKind.LAKE,
              projection.toLonLat(
                  Pixels.wkt(
                      "POLYGON((%1$f %2$f, %3$f %2$f, %3$f %4$f, %1$f %4$f, %1$f %2$f))"
                          .formatted(x, y, x + 1200, y - 600))),
              null);
      Pairs pairs =
          new TruthCheck(new GivenZones(List.of(lake)))
              .zones(
                  truth(),
                  List.of("lakes"),
                  Map.of(5L, new Loaded(209.5, 150.0, 300.0), 6L, new Loaded(1, null, null)));

      // the true values are 10 to 409; those under cloud do not count
      assertThat(pairs.score().count()).isEqualTo(1);
      assertThat(pairs.score().medianErrorMgL()).isCloseTo(0, within(1.0));
      assertThat(pairs.made()).isEqualTo(2);
      assertThat(pairs.coveragePercent()).isEqualTo(100);
    }
  }
}
