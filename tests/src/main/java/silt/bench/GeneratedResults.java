package silt.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import silt.db.Bootstrap;
import silt.db.Database;
import silt.db.DatabaseAddress;
import silt.db.InputRow;
import silt.db.MeasuredPixels;
import silt.db.Migrations;
import silt.db.ModelRow;
import silt.db.ObservationRow;
import silt.db.PixelCounts;
import silt.db.ProductChanges;
import silt.db.ProductRow;
import silt.db.Products;
import silt.db.RasterRow;
import silt.db.RunOrigin;
import silt.db.SceneRow;
import silt.db.SceneRunRow;
import silt.db.Scenes;
import silt.db.SscStatistics;
import silt.db.StepTiming;
import silt.db.ZoneResults;
import silt.db.ZoneRow;
import silt.db.ZoneSetRow;
import silt.db.ZoneSets;
import silt.installation.PostgresCluster;

/**
 * What scenes over one river basin could have come to: always the same for the same number of a
 * scene, made of nothing, so that the database alone is measured.
 */
final class GeneratedResults {

  static final String PRODUCT = "first";

  private static final Bootstrap.Passwords PASSWORDS =
      new Bootstrap.Passwords("owner-pw", "writer-pw", "reader-pw");
  private static final List<String> BANDS =
      List.of("B02", "B03", "B04", "B05", "B06", "B07", "Fmask");
  private static final GeometryFactory SHAPES = new GeometryFactory();
  private static final Instant FIRST = Instant.parse("2024-01-03T22:25:49Z");
  private static final Instant STARTED = Instant.parse("2024-06-01T01:00:00Z");
  private static final int PER_ROW = 100;

  private final Map<String, Integer> zones;
  private final Map<String, List<Long>> ids = new TreeMap<>();

  /**
   * @param zones how many of each zone set a scene shows, by the set's name; sets hold twice as
   *     many
   */
  GeneratedResults(Map<String, Integer> zones) {
    this.zones = new TreeMap<>(zones);
  }

  /** A database of its own with zones and product version, and no scene yet; as its owner. */
  static DatabaseAddress database(PostgresCluster cluster, String name) {
    Bootstrap.prepare(cluster.superuser(), name, PASSWORDS);
    DatabaseAddress owner = cluster.superuser().in(name).as(Bootstrap.OWNER, PASSWORDS.owner());
    Migrations.migrate(owner);
    return owner;
  }

  static DatabaseAddress writer(DatabaseAddress owner) {
    return owner.as(Bootstrap.WRITER, PASSWORDS.writer());
  }

  static DatabaseAddress reader(DatabaseAddress owner) {
    return owner.as(Bootstrap.READER, PASSWORDS.reader());
  }

  /** Stores zones, product version and as many scenes as discovery would have. */
  void prepare(Database database, int scenes) {
    ZoneSets sets = new ZoneSets(database);
    zones.forEach(
        (set, count) -> {
          sets.load(
              ZoneSetRow.of(set, "node", set + ".gpkg", "v17c", "c".repeat(64)),
              IntStream.range(0, 2 * count).mapToObj(GeneratedResults::zone));
          ids.put(
              set,
              sets.zonesWithin(set, SHAPES.toGeometry(new Envelope(0, 20, -89, 89))).stream()
                  .map(ZoneRow::id)
                  .toList());
        });
    new Products(database)
        .create(
            ProductRow.of(
                PRODUCT,
                1,
                ModelRow.of("mask", "m", "a".repeat(64), "{}", "file:///m"),
                ModelRow.of("ssc", "s", "b".repeat(64), "{}", "file:///s"),
                new TreeMap<>(),
                "f32"));
    new ProductChanges(database).promote(PRODUCT, "bench", null, true);
    new Scenes(database)
        .upsert(IntStream.range(0, scenes).mapToObj(GeneratedResults::scene).toList());
  }

  private static ZoneRow zone(int nr) {
    double lon = 10 + nr % PER_ROW * 0.002;
    double lat = nr / PER_ROW * 0.002;
    return ZoneRow.of(
        "%08d".formatted(nr), null, SHAPES.createPoint(new Coordinate(lon, lat)), 120.0);
  }

  /** One every two and a half days, of eight tiles in turn. */
  static SceneRow scene(int nr) {
    Instant at = FIRST.plus(Duration.ofHours(15L * (nr % 200))).plusSeconds(nr);
    String tile = "33TU" + (char) ('A' + nr % 8);
    return new SceneRow(
        0,
        "HLS.S30.T%s.%d.v2.0".formatted(tile, at.getEpochSecond()),
        1,
        "S30",
        tile,
        at,
        20.0,
        null,
        "https://archive/" + tile + "/",
        null,
        200_000_000L);
  }

  SceneRunRow run(int nr) {
    SceneRow scene = scene(nr);
    List<StepTiming> steps = new ArrayList<>();
    for (String step : List.of("fetch", "mask", "sediment", "load")) {
      steps.add(new StepTiming(step, STARTED, STARTED.plusSeconds(30), 1, "host-a", false));
    }
    return new SceneRunRow(
        0,
        scene.granuleId(),
        1,
        PRODUCT,
        "OBSERVED",
        null,
        1,
        null,
        new RunOrigin("scene/" + scene.granuleId(), "run-" + nr, "0.1.0", "53e094d", "host-a"),
        STARTED,
        STARTED.plusSeconds(90),
        "https",
        new RasterRow("file:///p/%d/mask.tif".formatted(nr), "d".repeat(64), 1000),
        new RasterRow("file:///p/%d/ssc.tif".formatted(nr), "e".repeat(64), 2000),
        new RasterRow("file:///p/%d/quality.tif".formatted(nr), "9".repeat(64), 300),
        new PixelCounts(1000, 100, 10, 200, 0, 5, 80),
        new MeasuredPixels(70, new TreeMap<>(Map.of("GLINT", 10L))),
        steps);
  }

  static List<InputRow> inputs(int nr) {
    return BANDS.stream()
        .map(
            band ->
                new InputRow(
                    band, "https://archive/%d/%s.tif".formatted(nr, band), 1234, "f".repeat(64)))
        .toList();
  }

  /** Over each set those zones that a scene shows: neighbours share half of theirs. */
  List<ZoneResults> results(int nr) {
    List<ZoneResults> results = new ArrayList<>();
    zones.forEach(
        (set, count) -> {
          List<Long> all = ids.get(set);
          int first = nr % 3 * count / 2;
          results.add(
              new ZoneResults(
                  set,
                  () ->
                      IntStream.range(first, first + count)
                          .mapToObj(zone -> row(all.get(zone), nr))));
        });
    return results;
  }

  /** Rows that {@link #results} of one scene hold. */
  int rows() {
    return zones.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static ObservationRow row(long zone, int nr) {
    SplittableRandom dice = new SplittableRandom(zone * 1_000_003 + nr);
    int valid = Math.max(0, dice.nextInt(-20, 200));
    double median = Math.exp(dice.nextDouble(0, 6));
    SscStatistics ssc =
        new SscStatistics(
            median,
            median * 1.1,
            median / 3,
            median / 2,
            median * 2,
            median * 3,
            median / 4,
            median * 0.6,
            median * 1.7);
    return new ObservationRow(
        zone, valid == 0 ? null : ssc, valid, valid + 10, valid + 100, dice.nextDouble(), 4);
  }
}
