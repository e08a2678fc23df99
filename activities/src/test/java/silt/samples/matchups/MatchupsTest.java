package silt.samples.matchups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.db.NearScene;
import silt.db.NearScene.NearSample;
import silt.db.RasterRow;
import silt.db.SampleRow;
import silt.db.SceneRow;
import silt.raster.CogWriter;
import silt.raster.Projection;
import silt.raster.RasterGrid;
import silt.raster.RasterLibrary;
import silt.raster.RasterLibraryMissing;
import silt.scene.Band;
import silt.staging.FileStore;
import silt.steps.ArtifactRef;

/**
 * A tile of 64 x 64 pixels: water but for cloud in columns 0 to 19 and land in columns 40 and up.
 * SSC is the column's number, its interval half and double that, and red is 100 times the column.
 */
class MatchupsTest {

  private static final RasterGrid GRID = RasterGrid.of(32660, 399_960, 5_900_040, 30, 64, 64);
  private static final Instant NOON = Instant.parse("2024-02-06T22:25:49Z");

  @TempDir private Path folder;
  private FileStore products;
  private final Set<Long> brought = new HashSet<>();
  private final Set<Long> released = new HashSet<>();

  @BeforeAll
  static void gdal() {
    try {
      RasterLibrary.version();
    } catch (RasterLibraryMissing missing) {
      Assumptions.abort(missing.getMessage());
    }
  }

  @BeforeEach
  void aProductStore() {
    products = new FileStore(folder.resolve("products"));
  }

  private RasterRow stored(String key, CogWriter writer) {
    Path file = folder.resolve("raster.tif");
    writer.save(file);
    writer.close();
    ArtifactRef put = products.put(key, file);
    return new RasterRow(put.uri().toString(), put.sha256(), put.bytes());
  }

  private RasterRow mask() {
    byte[] flags = new byte[64 * 64];
    for (int i = 0; i < flags.length; i++) {
      int column = i % 64;
      flags[i] = (byte) (column < 20 ? 5 : column < 40 ? 1 : 0);
    }
    return stored("mask.tif", CogWriter.ofBytes(GRID).nodata(255).write(GRID.whole(), flags));
  }

  private RasterRow ssc() {
    CogWriter writer = CogWriter.ofFloats(GRID, 3).nodata(Double.NaN);
    for (int band = 1; band <= 3; band++) {
      float[] values = new float[64 * 64];
      for (int i = 0; i < values.length; i++) {
        int column = i % 64;
        // the product gave no value to column 30: too near to something
        boolean valued = column >= 20 && column < 40 && column != 30;
        values[i] = valued ? column * new float[] {1, 0.5f, 2}[band - 1] : Float.NaN;
      }
      writer.writeBand(band, GRID.whole(), values);
    }
    return stored("ssc.tif", writer);
  }

  private RasterRow quality() {
    byte[] bits = new byte[64 * 64];
    bits[32 * 64 + 25] = 4;
    return stored("quality.tif", CogWriter.ofBytes(GRID).nodata(255).write(GRID.whole(), bits));
  }

  private Map<Band, Path> bands() {
    short[] stored = new short[64 * 64];
    for (int i = 0; i < stored.length; i++) {
      stored[i] = (short) (100 * (i % 64));
    }
    short[] nothing = new short[64 * 64];
    Arrays.fill(nothing, Band.REFLECTANCE_NODATA);
    Map<Band, Path> files = new EnumMap<>(Band.class);
    files.put(Band.RED, folder.resolve("red.tif"));
    files.put(Band.NIR, folder.resolve("nir.tif"));
    try (CogWriter red = CogWriter.ofShorts(GRID).write(GRID.whole(), stored);
        CogWriter nir = CogWriter.ofShorts(GRID).write(GRID.whole(), nothing)) {
      red.save(files.get(Band.RED));
      nir.save(files.get(Band.NIR));
    }
    return files;
  }

  private BandSource archive(boolean gone) {
    return new BandSource() {
      @Override
      public Map<Band, Path> bring(NearScene scene) throws BandsGone {
        brought.add(scene.scene().id());
        if (gone) {
          throw new BandsGone("the archive answered 404", null);
        }
        return bands();
      }

      @Override
      public void release(NearScene scene) {
        released.add(scene.scene().id());
      }
    };
  }

  /** A sample at the middle of a pixel. */
  private static NearSample at(long id, int column, int row) {
    try (Projection projection = new Projection(GRID)) {
      double[] place = projection.toLonLat(GRID.centreX(column), GRID.centreY(row));
      return new NearSample(
          id,
          "mine",
          new SampleRow(
              "s" + id,
              "TSS",
              "bridge",
              NOON.minus(Duration.ofHours(3)),
              false,
              place[0],
              place[1],
              null,
              21,
              null,
              null,
              null));
    }
  }

  private NearScene scene(long id, String tile, Instant at, NearSample... samples) {
    SceneRow row =
        new SceneRow(
            id, "HLS.S30.T" + tile + "." + id, 1, "S30", tile, at, null, null, null, null, null);
    return new NearScene(row, mask(), ssc(), quality(), Map.of(), List.of(samples));
  }

  private Matchups.Found find(Optional<BandSource> source, NearScene... scenes) {
    return new Matchups(products, 3).of(List.of(scenes), source, (doing, done, total) -> {});
  }

  @Test
  void aSampleInClearWaterSeesTheMedianOfItsNinePixels() {
    Matchups.Found found =
        find(Optional.of(archive(false)), scene(1, "60GVA", NOON, at(7, 25, 32)));

    Matchup matchup = found.matchups().get(0);
    assertThat(matchup.pixels()).isEqualTo(new WindowPixels(9, 1.0, 25, 12.5, 50, 4));
    assertThat(matchup.hoursApart()).isCloseTo(3, within(1e-9));
    assertThat(matchup.reflectance()).containsOnlyKeys(Band.RED);
    assertThat(matchup.reflectance().get(Band.RED)).isCloseTo(0.25, within(1e-9));
    assertThat(released).containsExactly(1L);
  }

  @Test
  void pixelsWithoutAValueCountForNothing() {
    // column 29 and 31 have values, 30 none; 19 is cloud; 40 is land
    assertThat(pixelsAt(30)).isEqualTo(new WindowPixels(6, 1.0, 30, 15, 60, 0));
    assertThat(pixelsAt(20).count()).isEqualTo(6);
    assertThat(pixelsAt(20).clearFraction()).isCloseTo(2 / 3.0, within(1e-9));
    assertThat(pixelsAt(20).sscMgL()).isEqualTo(20.5);
    assertThat(pixelsAt(40).count()).isEqualTo(3);
    assertThat(pixelsAt(40).clearFraction()).isEqualTo(1);
  }

  private WindowPixels pixelsAt(int column) {
    return find(Optional.empty(), scene(1, "60GVA", NOON, at(1, column, 10)))
        .matchups()
        .get(0)
        .pixels();
  }

  @Test
  void cloudLandAndPlacesBeyondTheTileGiveNoMatchupAndFetchNothing() {
    NearSample beyond = at(3, 64, 10);
    Matchups.Found found =
        find(
            Optional.of(archive(false)),
            scene(1, "60GVA", NOON, at(1, 10, 10), at(2, 50, 10), beyond));

    assertThat(found.matchups()).isEmpty();
    assertThat(found.nearScene()).isEqualTo(3);
    assertThat(found.withPixels()).isZero();
    assertThat(brought).isEmpty();
  }

  @Test
  void aWindowAtTheRimOfTheTileIsWhatThereIsOfIt() {
    Matchup matchup =
        find(Optional.empty(), scene(1, "60GVA", NOON, at(1, 25, 0))).matchups().get(0);

    assertThat(matchup.pixels().count()).isEqualTo(6);
    assertThat(matchup.pixels().clearFraction()).isCloseTo(2 / 3.0, within(1e-9));
  }

  @Test
  void ofTwoTilesOfOnePassTheOneThatShowsMoreCounts() {
    NearSample sample = at(1, 25, 10);
    NearScene other = scene(2, "60GUA", NOON.plusSeconds(20), sample);
    NearScene later = scene(3, "60GVA", NOON.plus(Duration.ofHours(2)), sample);

    Matchups.Found found = find(Optional.empty(), scene(1, "60GVA", NOON, sample), other, later);

    // as clear in both: the name that sorts first
    assertThat(found.matchups())
        .extracting(matchup -> matchup.scene().id())
        .containsExactly(2L, 3L);
  }

  @Test
  void aSceneWhoseBandsAreGoneKeepsItsValueAndIsNamed() {
    Matchups.Found found = find(Optional.of(archive(true)), scene(1, "60GVA", NOON, at(1, 25, 10)));

    assertThat(found.matchups().get(0).reflectance()).isEmpty();
    assertThat(found.matchups().get(0).pixels().sscMgL()).isEqualTo(25);
    assertThat(found.troubles())
        .containsExactly(new Matchups.Trouble("HLS.S30.T60GVA.1", "the archive answered 404"));
  }

  @Test
  void aSceneWhoseRastersAreGoneIsNamedAndTheOthersGoOn() throws IOException {
    NearScene gone = scene(1, "60GVA", NOON, at(1, 25, 10));
    RasterRow nowhere = new RasterRow(products.base() + "nowhere.tif", gone.mask().sha256(), 10);
    NearScene without =
        new NearScene(gone.scene(), nowhere, gone.ssc(), gone.quality(), Map.of(), gone.samples());

    Matchups.Found found =
        find(Optional.empty(), without, scene(2, "60GVA", NOON.plusSeconds(7200), at(1, 25, 10)));

    assertThat(found.matchups()).hasSize(1);
    assertThat(found.troubles())
        .singleElement()
        .extracting(t -> t.scene())
        .isEqualTo("HLS.S30.T60GVA.1");
  }

  @Test
  void theFileHoldsTheColumnsThatModelsAreJudgedBy() throws IOException {
    Matchups.Found found =
        find(Optional.of(archive(false)), scene(1, "60GVA", NOON, at(7, 25, 32)));
    Path out = folder.resolve("out.csv");

    MatchupFile.write(out, found.matchups(), "first");

    List<String> lines = Files.readAllLines(out);
    List<String> cells = List.of(lines.get(1).split(",", -1));
    assertThat(lines).hasSize(2);
    assertThat(MatchupFile.columns()).isEqualTo(List.of(lines.get(0).split(",")));
    assertThat(cells.get(MatchupFile.columns().indexOf("ssc_mg_l"))).isEqualTo("21.0");
    assertThat(cells.get(MatchupFile.columns().indexOf("measured"))).isEqualTo("TSS");
    assertThat(cells.get(MatchupFile.columns().indexOf("red"))).isEqualTo("0.25000");
    assertThat(cells.get(MatchupFile.columns().indexOf("nir"))).isEmpty();
    assertThat(cells.get(MatchupFile.columns().indexOf("predicted_mg_l"))).isEqualTo("25.0000");
    assertThat(cells.get(MatchupFile.columns().indexOf("hours_apart"))).isEqualTo("3.000");
    assertThat(cells.get(MatchupFile.columns().indexOf("taken_at")))
        .isEqualTo("2024-02-06T19:25:49Z");
  }

  @Test
  void anEvenWindowHasNoMiddle() {
    assertThatThrownBy(() -> new Matchups(products, 4)).hasMessageContaining("odd, not 4");
  }
}
