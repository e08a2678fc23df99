package silt.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import silt.db.Database;
import silt.db.DatabaseAddress;
import silt.db.ModelRow;
import silt.db.PrivatePostgres;
import silt.db.ProductRow;
import silt.db.Products;
import silt.db.RasterRow;
import silt.db.Recorded;
import silt.db.RunOrigin;
import silt.db.SceneRow;
import silt.db.SceneRunRow;
import silt.db.SceneRuns;
import silt.db.Scenes;
import silt.db.ZoneResults;
import silt.db.ZoneRow;
import silt.db.ZoneSetRow;
import silt.db.ZoneSets;
import silt.raster.CogWriter;
import silt.raster.Projection;
import silt.raster.RasterGrid;
import silt.raster.Window;
import silt.sediment.pixels.Strips;
import silt.sediment.regressors.ValidRange;
import silt.sediment.zones.SceneRasters;
import silt.sediment.zones.ZoneRows;
import silt.sediment.zones.ZoneRules;
import silt.sediment.zones.ZoneStatistics;

/**
 * Very many zones from the database over one scene and back: {@code -Dsilt.manyZones=1000000} takes
 * a million. Each stage says what it took on the clock, for RESULTS.md.
 */
@Tag("slow")
class ManyZonesTest {

  private static final int ZONES = Integer.getInteger("silt.manyZones", 50_000);
  private static final String GRANULE = "HLS.S30.T60SVC.2024037T222549.v2.0";
  private static final GeometryFactory SHAPES = new GeometryFactory();
  private static final RasterGrid TILE = RasterGrid.of(32660, 399_960, 3_999_960, 30, 3660, 3660);

  @TempDir private Path folder;

  @Test
  void allOfThemComeBackAndNoneIsHeld() throws Exception {
    DatabaseAddress owner = PrivatePostgres.shared().freshDatabase();
    try (Database database = Database.open(PrivatePostgres.writer(owner), 2)) {
      int stored = timed("zones stored", () -> store(database));
      assertThat(stored).isEqualTo(ZONES);
      SceneRasters rasters = rasters();
      Path rows = folder.resolve("rows.gz");
      timed(
          "zones streamed, summed up, rows written",
          () -> {
            ZoneRows.write(
                rows,
                each ->
                    new ZoneStatistics(new StoredZones(database))
                        .of(
                            rasters,
                            60,
                            List.of("many"),
                            new ZoneRules(5, 0.1),
                            new ValidRange(1, 1000),
                            done -> {},
                            each));
            return null;
          });
      long run = run(database);
      List<ZoneResults> results =
          new Observed(new ZoneSets(database)).results(List.of("many"), rows);
      Recorded recorded =
          timed("rows loaded", () -> new SceneRuns(database).recordZones(run, results.get(0)));
      assertThat(recorded.written()).isEqualTo(ZONES);
      Recorded again =
          timed("the same again", () -> new SceneRuns(database).recordZones(run, results.get(0)));
      assertThat(again.unchanged()).isEqualTo(ZONES);
      plainCopy(owner);
    }
  }

  private static <T> T timed(String what, Callable<T> work) throws Exception {
    long start = System.nanoTime();
    T result = work.call();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("%,d zones: %s: %.1f s%n", ZONES, what, seconds);
    return result;
  }

  /** Squares of 60 m, well within the tile. */
  private static int store(Database database) {
    SplittableRandom random = new SplittableRandom(5);
    try (Projection projection = new Projection(TILE)) {
      return new ZoneSets(database)
          .load(
              ZoneSetRow.of("many", "polygon", "made up", "1", "a".repeat(64)),
              IntStream.range(0, ZONES)
                  .mapToObj(
                      nr -> {
                        double x = TILE.originX() + 100 + 109_000 * random.nextDouble();
                        double y = TILE.originY() - 100 - 109_000 * random.nextDouble();
                        Geometry square =
                            SHAPES.createPolygon(
                                new Coordinate[] {
                                  new Coordinate(x, y),
                                  new Coordinate(x + 60, y),
                                  new Coordinate(x + 60, y + 60),
                                  new Coordinate(x, y + 60),
                                  new Coordinate(x, y)
                                });
                        return ZoneRow.of(
                            Integer.toString(nr), null, projection.toLonLat(square), null);
                      }));
    }
  }

  private SceneRasters rasters() {
    SceneRasters files =
        new SceneRasters(folder.resolve("mask.tif"), folder.resolve("ssc.tif"), null);
    try (CogWriter mask = CogWriter.ofBytes(TILE).nodata(255);
        CogWriter ssc = CogWriter.ofFloats(TILE, 3).nodata(Double.NaN)) {
      for (Window strip : Strips.of(TILE)) {
        byte[] sky = new byte[strip.pixels()];
        float[][] values = new float[3][sky.length];
        for (int i = 0; i < sky.length; i++) {
          sky[i] = 1;
          values[0][i] = 10 + i % 97;
          values[1][i] = values[0][i] / 2;
          values[2][i] = values[0][i] * 2;
        }
        mask.write(strip, sky);
        for (int band = 1; band <= 3; band++) {
          ssc.writeBand(band, strip, values[band - 1]);
        }
      }
      mask.save(files.mask());
      ssc.save(files.ssc());
    }
    return files;
  }

  private static long run(Database database) {
    Instant then = Instant.parse("2024-02-06T22:25:49Z");
    new Scenes(database)
        .upsert(
            List.of(
                new SceneRow(
                    0, GRANULE, 1, "S30", "60SVC", then, null, null, "file:///a/", null, null)));
    new Products(database)
        .create(
            ProductRow.of(
                "first",
                1,
                ModelRow.of("mask", "m", "a".repeat(64), "{}", "file:///m"),
                ModelRow.of("ssc", "s", "b".repeat(64), "{}", "file:///s"),
                new TreeMap<>(Map.of()),
                "f32"));
    return new SceneRuns(database)
        .record(
            new SceneRunRow(
                0,
                GRANULE,
                1,
                "first",
                "OBSERVED",
                null,
                1,
                null,
                new RunOrigin("w", "r", "1", "c", "here"),
                then,
                then,
                "https",
                new RasterRow("file:///mask.tif", "d".repeat(64), 1),
                new RasterRow("file:///ssc.tif", "e".repeat(64), 1),
                null,
                null,
                null,
                List.of()),
            List.of(),
            List.of())
        .sceneRunId();
  }

  /** What the server itself takes for the same rows without key, index or check. */
  private static void plainCopy(DatabaseAddress owner) throws Exception {
    DatabaseAddress superuser = PrivatePostgres.shared().superuser().in(owner.database());
    Path file = Path.of("/tmp", "silt-many-zones-" + System.nanoTime() + ".rows");
    try (Connection connection = superuser.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("create table public.plain (like silt.observation)");
      statement.execute("copy (select * from silt.observation) to '" + file + "'");
      timed(
          "the same rows by plain COPY into a bare table",
          () -> statement.execute("copy public.plain from '" + file + "'"));
      statement.execute("copy (select 1) to program 'rm " + file + "'");
    }
  }
}
