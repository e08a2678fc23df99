package silt.export;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import silt.db.Database;
import silt.db.DatabaseAddress;
import silt.db.InputRow;
import silt.db.MeasuredPixels;
import silt.db.ModelRow;
import silt.db.ObservationRow;
import silt.db.PixelCounts;
import silt.db.PrivatePostgres;
import silt.db.ProductChanges;
import silt.db.ProductRow;
import silt.db.Products;
import silt.db.RasterRow;
import silt.db.RunOrigin;
import silt.db.SceneRow;
import silt.db.SceneRunRow;
import silt.db.SceneRuns;
import silt.db.Scenes;
import silt.db.SscStatistics;
import silt.db.StepTiming;
import silt.db.ZoneResults;
import silt.db.ZoneRow;
import silt.db.ZoneSetRow;
import silt.db.ZoneSets;

/**
 * A database with a river of two reaches and a lake, seen on several days under two product
 * versions: a day under cloud, a pass that two tiles share, a scene that was revised.
 */
public final class ObservedRiver implements AutoCloseable {

  public static final Instant NOON = Instant.parse("2024-02-06T22:25:49Z");

  private static final GeometryFactory SHAPES = new GeometryFactory();

  public final DatabaseAddress owner = PrivatePostgres.shared().freshDatabase();
  public final Database reader = Database.open(PrivatePostgres.reader(owner), 2);
  public final Database writer = Database.open(PrivatePostgres.writer(owner), 2);

  private final List<Long> zones;

  private final UnaryOperator<RasterRow> stored;

  public ObservedRiver() {
    this(raster -> raster);
  }

  /**
   * @param stored what is recorded in place of a mask that there is not
   */
  public ObservedRiver(UnaryOperator<RasterRow> stored) {
    this.stored = stored;
    new ZoneSets(writer)
        .load(
            ZoneSetRow.of("river", "reach", "river.geojson", "v17c", sha('c')),
            Stream.of(
                ZoneRow.of("57200100101", "Waikato", line(175.0), 120.0),
                ZoneRow.of("57200100201", null, line(175.1), 90.0),
                ZoneRow.of(
                    "lake \"9\", küste", "Lake, the", box(175.3, -37.2, 175.4, -37.1), null)));
    zones =
        new ZoneSets(writer)
            .zonesWithin("river", box(174, -38, 177, -36)).stream().map(ZoneRow::id).toList();
    Products products = new Products(writer);
    products.create(product("first", 1));
    products.create(product("trial", 2));
    new ProductChanges(writer).promote("first", "anna", null, true);
    observe(
        "first", scene("S30", "60GVA", 0, 1), seen(0, 12.5, 900), seen(1, 30.25, 400), hidden(2));
    observe("first", scene("S30", "60GVB", 0, 1), seen(0, 99, 3));
    observe("first", scene("L30", "60GVA", 1, 1), seen(0, 17, 800), seen(2, 3.125, 5000));
    observe("first", scene("S30", "60GVA", 5, 1), seen(0, 77, 100));
    observe("first", scene("S30", "60GVA", 5, 2), seen(0, 7.75, 700));
    observe("trial", scene("S30", "60GVA", 0, 1), seen(0, 13, 900));
  }

  /**
   * Rows of product version first in all: cloud counts, the other tile and the old revision not.
   */
  public static final int ROWS = 6;

  public static String sha(char digit) {
    return String.valueOf(digit).repeat(64);
  }

  private static Geometry box(double west, double south, double east, double north) {
    return SHAPES.toGeometry(new Envelope(west, east, south, north));
  }

  private static Geometry line(double lon) {
    return SHAPES.createLineString(
        new Coordinate[] {new Coordinate(lon, -37), new Coordinate(lon + 0.1, -37.05)});
  }

  private static ProductRow product(String name, int algorithm) {
    return ProductRow.of(
        name,
        algorithm,
        ModelRow.of("mask", "mask-small", sha('a'), "{\"window\": 512}", "file:///m/mask"),
        ModelRow.of(
            "ssc",
            "ssc-small",
            sha('b'),
            "{\"training\": {\"source\": \"GLORIA\", \"licence\": \"CC-BY-4.0\"}}",
            "file:///m/ssc"),
        new TreeMap<>(Map.of("minClearFraction", "0.1")),
        "f32");
  }

  public static SceneRow scene(String sensor, String tile, int day, int revision) {
    Instant at = NOON.plus(Duration.ofDays(day));
    return new SceneRow(
        0,
        "HLS."
            + sensor
            + ".T"
            + tile
            + "."
            + at.truncatedTo(ChronoUnit.DAYS).getEpochSecond()
            + ".v2.0",
        revision,
        sensor,
        tile,
        at,
        12.5,
        box(174, -38, 176, -36),
        "https://archive/" + tile + "/",
        at.plus(Duration.ofDays(2L * revision)),
        200_000_000L);
  }

  public void observe(String product, SceneRow scene, ObservationRow... rows) {
    new Scenes(writer).upsert(List.of(scene));
    Instant started = scene.acquiredAt().plus(Duration.ofDays(3));
    List<InputRow> inputs = new ArrayList<>();
    for (String band : List.of("B02", "Fmask")) {
      inputs.add(new InputRow(band, scene.assetBase() + band + ".tif", 1234, sha('f')));
    }
    String folder =
        "file:///p/" + product + "/" + scene.granuleId() + "/r" + scene.revision() + "/";
    new SceneRuns(writer)
        .record(
            new SceneRunRow(
                0,
                scene.granuleId(),
                scene.revision(),
                product,
                "OBSERVED",
                null,
                1,
                null,
                new RunOrigin("scene/" + scene.granuleId(), "run-1", "0.1.0", "53e094d", "host-a"),
                started,
                started.plusSeconds(90),
                "https",
                stored.apply(new RasterRow(folder + "mask.tif", sha('d'), 1000)),
                new RasterRow(folder + "ssc.tif", sha('e'), 2000),
                new RasterRow(folder + "quality.tif", sha('9'), 300),
                new PixelCounts(1000, 100, 10, 200, 0, 5, 80),
                new MeasuredPixels(70, new TreeMap<>(Map.of("GLINT", 10L))),
                List.of(
                    new StepTiming("fetch", started, started.plusSeconds(30), 2, "host-a", false),
                    new StepTiming(
                        "mask",
                        started.plusSeconds(30),
                        started.plusSeconds(80),
                        1,
                        "host-b",
                        true))),
            inputs,
            List.of(new ZoneResults("river", List.of(rows))));
  }

  public ObservationRow seen(int zone, double median, int valid) {
    return new ObservationRow(
        zones.get(zone),
        new SscStatistics(
            median,
            median * 1.1,
            median / 3,
            median / 2,
            median * 2,
            median * 3,
            1.5,
            median * 0.6,
            median * 1.7),
        valid,
        valid + 10,
        valid + 100,
        0.5,
        0);
  }

  private ObservationRow hidden(int zone) {
    return new ObservationRow(zones.get(zone), null, 0, 10, 100, 0, 16);
  }

  @Override
  public void close() {
    reader.close();
    writer.close();
  }
}
