package silt.load;

import io.temporal.testing.TestActivityEnvironment;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import silt.db.CampaignRow;
import silt.db.Campaigns;
import silt.db.Database;
import silt.db.DatabaseAddress;
import silt.db.ModelRow;
import silt.db.PrivatePostgres;
import silt.db.ProductRow;
import silt.db.Products;
import silt.db.SceneRunRow;
import silt.db.SceneRuns;
import silt.db.ZoneRow;
import silt.db.ZoneSetRow;
import silt.db.ZoneSets;
import silt.scene.Band;
import silt.scene.GranuleId;
import silt.scene.Outcome;
import silt.scene.Scene;
import silt.sediment.zones.MeasuredZone;
import silt.sediment.zones.SscStatistics;
import silt.sediment.zones.ZoneRows;
import silt.staging.FileStore;
import silt.staging.Stores;
import silt.steps.ArtifactRef;
import silt.steps.Conclusion;
import silt.steps.LedgerActivity;
import silt.steps.LoadActivity;
import silt.steps.MaskedScene;
import silt.steps.MeasuredScene;
import silt.steps.ProductRef;
import silt.steps.SceneOrder;
import silt.steps.SceneTrail;
import silt.steps.StagedScene;
import silt.steps.StepRun;

/** A database with a reach and a product version, stores, and the steps of this room over them. */
final class LoadingWorld implements AutoCloseable {

  static final Scene SCENE = new Scene(new GranuleId("HLS.S30.T60GVA.2024037T222549.v2.0"), 1);
  static final Conclusion SEEN = new Conclusion(Outcome.OBSERVED, null);
  private static final GeometryFactory GEOMETRY = new GeometryFactory();

  final Path folder;
  final DatabaseAddress owner = PrivatePostgres.shared().freshDatabase();
  final Database database = Database.open(PrivatePostgres.writer(owner), 6);
  final Stores stores;
  final ProductRef product;
  final long reach;
  final Loading loading;
  final LoadActivity load;
  final LedgerActivity ledger;
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();

  LoadingWorld(Path folder) {
    this.folder = folder;
    stores =
        new Stores(
            new FileStore(folder.resolve("staging")),
            new FileStore(folder.resolve("products")),
            folder.resolve("scratch"));
    product =
        Ledger.recipe(
            new Products(database)
                .create(
                    ProductRow.of(
                        "firstlight",
                        1,
                        ModelRow.of("mask", "m", "a".repeat(64), "{}", "file:///m"),
                        ModelRow.of("ssc", "s", "b".repeat(64), "{}", "file:///s"),
                        new TreeMap<>(Map.of("minPixels", "3")),
                        "f32")));
    new ZoneSets(database)
        .load(
            ZoneSetRow.of("reaches", "reach", "made up", "1", "c".repeat(64)),
            List.of(ZoneRow.of("r1", "Wairau", line(), 60.0)).stream());
    reach = new ZoneSets(database).zonesWithin("reaches", line().buffer(1)).get(0).id();
    loading = new Loading(database, stores, new CodeVersion("0.1.0", "abc"));
    temporal.registerActivitiesImplementations(loading, new Ledger(database));
    load = temporal.newActivityStub(LoadActivity.class);
    ledger = temporal.newActivityStub(LedgerActivity.class);
  }

  @Override
  public void close() {
    temporal.close();
    database.close();
  }

  static Geometry line() {
    return GEOMETRY.createLineString(
        new Coordinate[] {new Coordinate(173.9, -41.4), new Coordinate(174, -41.5)});
  }

  SceneOrder order(String... zoneSets) {
    return new SceneOrder(
        SCENE, product, URI.create("https://archive.example/g/"), List.of(zoneSets), null);
  }

  static StepRun run(String step) {
    Instant start = Instant.parse("2024-02-07T00:00:00Z");
    return new StepRun(step, start, start.plusSeconds(9), 2, "host1", false);
  }

  ArtifactRef rows(MeasuredZone... zones) throws Exception {
    Path file = folder.resolve("rows.gz");
    ZoneRows.write(file, List.of(zones)::forEach);
    return stores.staging().put("rows.jsonl.gz", file);
  }

  SceneTrail trail(ArtifactRef rows) throws Exception {
    Path raster = Files.writeString(folder.resolve("raster.tif"), "pixels");
    ArtifactRef file = stores.products().put("raster.tif", raster);
    return new SceneTrail(
        new StagedScene(
            Map.of(Band.FMASK, file, Band.NIR, file),
            Map.of(Band.FMASK, "https://a.example/F.tif", Band.NIR, "https://a.example/N.tif"),
            "https",
            run("fetch")),
        new MaskedScene(file, 90, 50, 1, 2, 3, 4, 40, run("mask")),
        new MeasuredScene(
            file, rows, 40, 1, run("sediment"), file, new TreeMap<>(Map.of("SHORE", 3L))));
  }

  MeasuredZone reachRow(String set) {
    return new MeasuredZone(
        set,
        reach,
        "r1",
        80,
        50,
        40,
        0.8,
        0,
        new SscStatistics(30, 31, 10, 20, 40, 50, 9, 18.0, 47.0));
  }

  static MeasuredZone cellRow(String name) {
    return new MeasuredZone("cells", 0, name, 100, 10, 0, 0.5, 2, null);
  }

  SceneRunRow stored() {
    return new SceneRuns(database).find(SCENE.granule().text(), null, "firstlight").orElseThrow();
  }

  /** A campaign of nothing yet. */
  CampaignRow campaign(String name, String... zoneSets) {
    return new Campaigns(database)
        .create(
            CampaignRow.of(
                name,
                line().buffer(1),
                Instant.parse("2024-02-01T00:00:00Z"),
                Instant.parse("2024-03-01T00:00:00Z"),
                List.of("S30"),
                80,
                List.of(zoneSets),
                "firstlight",
                "sample"));
  }
}
