package silt.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import silt.db.Database;
import silt.db.ModelRow;
import silt.db.ObservationRow;
import silt.db.PrivatePostgres;
import silt.db.ProductRow;
import silt.db.Products;
import silt.db.RasterRow;
import silt.db.RunOrigin;
import silt.db.SceneRow;
import silt.db.SceneRunRow;
import silt.db.SceneRuns;
import silt.db.Scenes;
import silt.db.SscStatistics;
import silt.db.ZoneResults;
import silt.db.ZoneRow;
import silt.db.ZoneSetRow;
import silt.db.ZoneSets;
import silt.raster.CogWriter;
import silt.raster.Projection;
import silt.raster.RasterGrid;
import silt.scene.BadInput;
import silt.scene.GranuleId;
import silt.sediment.TruthCheck.Truth;
import silt.staging.FileStore;
import silt.staging.Stores;
import silt.steps.ArtifactRef;

class AgainstTruthTest {

  private static final RasterGrid GRID = RasterGrid.of(32660, 699_960, -4_300_020, 30, 40, 40);
  private static final GranuleId GRANULE = new GranuleId("HLS.S30.T60GVA.2024037T222549.v2.0");

  @TempDir Path folder;
  private Database database;
  private Stores stores;

  @BeforeEach
  void open() {
    database = Database.open(PrivatePostgres.writer(PrivatePostgres.shared().freshDatabase()), 2);
    stores =
        new Stores(
            new FileStore(folder.resolve("staging")),
            new FileStore(folder.resolve("products")),
            folder.resolve("scratch"));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static void write(Path file, double mgL) {
    float[] values = new float[GRID.whole().pixels()];
    Arrays.fill(values, (float) mgL);
    try (CogWriter writer = CogWriter.ofFloats(GRID)) {
      writer.nodata(Double.NaN).write(GRID.whole(), values).save(file);
    }
  }

  private static void writeWithInterval(Path file, double mgL, double low, double high) {
    float[] half = new float[GRID.whole().pixels()];
    Arrays.fill(half, Float.NaN);
    try (CogWriter writer = CogWriter.ofFloats(GRID, 3)) {
      double[] bands = {mgL, low, high};
      for (int band = 1; band <= 3; band++) {
        float[] values = band == 1 ? new float[half.length] : half.clone();
        Arrays.fill(values, 0, band == 1 ? half.length : half.length / 2, (float) bands[band - 1]);
        writer.writeBand(band, GRID.whole(), values);
      }
      writer.nodata(Double.NaN).save(file);
    }
  }

  private void aLakeOfHundredThatWasLoadedAs(double mgL) {
    Truth truth = Truth.in(folder, GRANULE);
    write(truth.ssc(), 100);
    try {
      Files.writeString(
          truth.mask().resolveSibling("sky.json"), "{\"haze\": 0.02, \"glint\": 0.001}");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    byte[] clearWater = new byte[GRID.whole().pixels()];
    Arrays.fill(clearWater, (byte) 1);
    try (CogWriter writer = CogWriter.ofBytes(GRID)) {
      writer.nodata(255).write(GRID.whole(), clearWater).save(truth.mask());
    }
    writeWithInterval(folder.resolve("ssc.tif"), mgL, 0.8 * mgL, 1.2 * mgL);
    ArtifactRef ssc = stores.products().put("ssc.tif", folder.resolve("ssc.tif"));
    new Products(database)
        .create(
            ProductRow.of(
                "firstlight",
                1,
                ModelRow.of("mask", "m", "a".repeat(64), "{}", "file:///m"),
                ModelRow.of("ssc", "s", "b".repeat(64), "{}", "file:///s"),
                new TreeMap<>(),
                "f32"));
    Geometry lake = lake();
    new ZoneSets(database)
        .load(
            ZoneSetRow.of("lakes", "lake", "made up", "1", "c".repeat(64)),
            List.of(ZoneRow.of("l1", null, lake, null)).stream());
    long zone = new ZoneSets(database).zonesWithin("lakes", lake).get(0).id();
    new Scenes(database)
        .upsert(
            List.of(
                new SceneRow(
                    0,
                    GRANULE.text(),
                    1,
                    "S30",
                    GRANULE.tile(),
                    GRANULE.acquiredAt(),
                    null,
                    null,
                    null,
                    null,
                    null)));
    RasterRow raster = new RasterRow(ssc.uri().toString(), ssc.sha256(), ssc.bytes());
    new SceneRuns(database)
        .record(
            new SceneRunRow(
                0,
                GRANULE.text(),
                1,
                "firstlight",
                "OBSERVED",
                null,
                1,
                null,
                RunOrigin.UNKNOWN,
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                raster,
                raster,
                null,
                null,
                null,
                List.of()),
            List.of(),
            List.of(
                new ZoneResults(
                    "lakes",
                    List.of(
                        new ObservationRow(
                            zone,
                            new SscStatistics(mgL, mgL, mgL, mgL, mgL, mgL, 0, 90.0, 200.0),
                            9,
                            9,
                            9,
                            1,
                            0)))));
  }

  private static Geometry lake() {
    try (Projection projection = new Projection(GRID)) {
      Coordinate centre = new Coordinate(GRID.centreX(20), GRID.centreY(20));
      return projection.toLonLat(new GeometryFactory().createPoint(centre).buffer(300));
    }
  }

  @Test
  void pixelsAndMediansAreHeldAgainstTheTruth() {
    aLakeOfHundredThatWasLoadedAs(150);

    AgainstTruth.Report report = new AgainstTruth(database, stores).of(folder, "firstlight", null);

    assertThat(report.scenes()).hasSize(1);
    assertThat(report.all().pixels().score().count()).isEqualTo(1600);
    assertThat(report.all().pixels().score().epsPercent()).isCloseTo(50, within(0.01));
    assertThat(report.all().zones().score().count()).isEqualTo(1);
    assertThat(report.all().zones().score().medianErrorMgL()).isCloseTo(50, within(0.01));
  }

  @Test
  void intervalsAreCountedThatHoldTheTruth() {
    aLakeOfHundredThatWasLoadedAs(150);

    AgainstTruth.Report report = new AgainstTruth(database, stores).of(folder, "firstlight", null);

    // the zone was loaded as 150 within 90 to 200; half of the pixels state 120 to 180
    assertThat(report.all().zones().coveragePercent()).isEqualTo(100);
    assertThat(report.all().pixels().coveragePercent()).isEqualTo(0);
    assertThat(report.groups())
        .singleElement()
        .satisfies(group -> assertThat(group.name()).isEqualTo("S30 hazy"));
  }

  @Test
  void aTruthThatDoesNotTellItsSkyIsRefusedByName() throws IOException {
    aLakeOfHundredThatWasLoadedAs(150);
    Files.delete(Truth.in(folder, GRANULE).mask().resolveSibling("sky.json"));

    assertThatThrownBy(() -> new AgainstTruth(database, stores).of(folder, "firstlight", null))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("sky.json");
  }

  @Test
  void withoutAnyTruthTheQuestionIsRefused() {
    assertThatThrownBy(() -> new AgainstTruth(database, stores).of(folder, "firstlight", null))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("firstlight");
  }
}
