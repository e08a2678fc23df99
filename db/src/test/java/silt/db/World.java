package silt.db;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/** A small world: a river of three reaches, a product version, scenes over it. */
final class World implements AutoCloseable {

  static final Instant NOON = Instant.parse("2024-02-06T22:25:49Z");
  static final Instant STARTED = Instant.parse("2024-02-07T01:00:00Z");

  private static final GeometryFactory SHAPES = new GeometryFactory();

  final DatabaseAddress owner = PrivatePostgres.shared().freshDatabase();
  final DatabaseAddress reader = PrivatePostgres.reader(owner);
  final Database database = Database.open(PrivatePostgres.writer(owner), 6);
  final ZoneSets zoneSets = new ZoneSets(database);
  final Scenes scenes = new Scenes(database);
  final Products products = new Products(database);
  final Campaigns campaigns = new Campaigns(database);
  final SceneRuns runs = new SceneRuns(database);

  World() {
    loadRiver("river");
    products.create(product("first"));
    promote("first");
  }

  void promote(String name) {
    new ProductChanges(database).promote(name, "anna", null, true);
  }

  static ProductRow product(String name) {
    return ProductRow.of(
        name,
        1,
        ModelRow.of("mask", "mask-small", sha('a'), "{\"window\": 512}", "file:///m/mask"),
        ModelRow.of("ssc", "ssc-small", sha('b'), "{}", "file:///m/ssc"),
        new TreeMap<>(Map.of("minClearFraction", "0.1")),
        "f32");
  }

  static String sha(char digit) {
    return String.valueOf(digit).repeat(64);
  }

  static Geometry box(double west, double south, double east, double north) {
    return SHAPES.toGeometry(new Envelope(west, east, south, north));
  }

  static Geometry line(double lon, double lat) {
    return SHAPES.createLineString(
        new Coordinate[] {new Coordinate(lon, lat), new Coordinate(lon + 0.1, lat)});
  }

  int loadRiver(String name) {
    return zoneSets.load(
        ZoneSetRow.of(name, "reach", "river.geojson", "v17c", sha('c')),
        Stream.of(0, 1, 2)
            .map(nr -> ZoneRow.of("8000" + nr, "Waikato", line(175 + 0.1 * nr, -37), 120.0)));
  }

  /** Ids of the three reaches, downstream. */
  List<Long> reaches() {
    return zoneSets.zonesWithin("river", box(174, -38, 177, -36)).stream()
        .map(ZoneRow::id)
        .toList();
  }

  static SceneRow scene(String sensor, String tile, Instant acquiredAt, int revision) {
    return new SceneRow(
        0,
        "HLS." + sensor + ".T" + tile + "." + acquiredAt.getEpochSecond() + ".v2.0",
        revision,
        sensor,
        tile,
        acquiredAt,
        12.5,
        box(174, -38, 176, -36),
        "https://archive/" + tile + "/",
        acquiredAt.plus(Duration.ofDays(2)),
        200_000_000L);
  }

  /** A campaign of the product version first. */
  static CampaignRow asked(String name, String... zoneSets) {
    return CampaignRow.of(
        name,
        box(174, -38, 176, -36),
        NOON.minusSeconds(86_400),
        NOON.plusSeconds(86_400 * 20),
        List.of("S30", "L30"),
        60,
        List.of(zoneSets),
        "first",
        "sample");
  }

  /** A scene a day, from noon on. */
  static List<SceneRow> scenes(int count) {
    return IntStream.range(0, count)
        .mapToObj(day -> scene("S30", "60GVA", NOON.plus(Duration.ofDays(day)), 1))
        .toList();
  }

  /** One of {@link #scenes}, as it is stored. */
  SceneRow day(int nr) {
    return scenes.find(scenes(nr + 1).get(nr).granuleId(), 1).orElseThrow();
  }

  /** Records that one of {@link #scenes} came to an outcome. */
  void ended(int day, String outcome, String campaign) {
    runs.record(run(day(day), "first", outcome, campaign), List.of(), List.of());
  }

  SceneRow stored(String sensor, String tile, Instant acquiredAt, int revision) {
    SceneRow scene = scene(sensor, tile, acquiredAt, revision);
    scenes.upsert(List.of(scene));
    return scenes.find(scene.granuleId(), revision).orElseThrow();
  }

  static SceneRunRow run(SceneRow scene, String product, String outcome) {
    return run(scene, product, outcome, null);
  }

  static SceneRunRow run(SceneRow scene, String product, String outcome, String campaign) {
    boolean observed = outcome.equals("OBSERVED");
    return new SceneRunRow(
        0,
        scene.granuleId(),
        scene.revision(),
        product,
        outcome,
        observed ? null : "because",
        2,
        campaign,
        new RunOrigin("scene/" + scene.granuleId(), "run-1", "0.1.0", "53e094d", "host-a"),
        STARTED,
        STARTED.plusSeconds(90),
        "https",
        observed ? new RasterRow("file:///p/mask.tif", sha('d'), 1000) : null,
        observed ? new RasterRow("file:///p/ssc.tif", sha('e'), 2000) : null,
        observed ? new RasterRow("file:///p/quality.tif", sha('9'), 300) : null,
        observed ? new PixelCounts(1000, 100, 10, 200, 0, 5, 80) : null,
        observed ? new MeasuredPixels(70, new TreeMap<>(Map.of("GLINT", 10L))) : null,
        List.of(
            new StepTiming("fetch", STARTED, STARTED.plusSeconds(30), 2, "host-a", false),
            new StepTiming(
                "mask", STARTED.plusSeconds(30), STARTED.plusSeconds(80), 1, "host-b", true)));
  }

  static List<InputRow> inputs() {
    List<InputRow> inputs = new ArrayList<>();
    for (String band : List.of("B03", "B02", "Fmask")) {
      inputs.add(new InputRow(band, "https://archive/" + band + ".tif", 1234, sha('f')));
    }
    return inputs;
  }

  static ObservationRow seen(long zone, double medianMgL, int nValid) {
    return new ObservationRow(
        zone,
        new SscStatistics(
            medianMgL,
            medianMgL * 1.1,
            medianMgL / 3,
            medianMgL / 2,
            medianMgL * 2,
            medianMgL * 3,
            1.5,
            medianMgL * 0.6,
            medianMgL * 1.7),
        nValid,
        nValid + 10,
        nValid + 100,
        0.5,
        4);
  }

  static ObservationRow hidden(long zone) {
    return new ObservationRow(zone, null, 0, 10, 100, 0, 1);
  }

  /** Records one observed run with these rows over the river. */
  Recorded record(SceneRow scene, String product, ObservationRow... rows) {
    return runs.record(
        run(scene, product, "OBSERVED"),
        inputs(),
        List.of(new ZoneResults("river", List.of(rows))));
  }

  @Override
  public void close() {
    database.close();
  }
}
