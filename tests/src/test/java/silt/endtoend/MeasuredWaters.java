package silt.endtoend;

import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import picocli.CommandLine;
import silt.db.Database;
import silt.db.ModelRow;
import silt.db.PrivatePostgres;
import silt.db.ProductRow;
import silt.db.Products;
import silt.db.ZoneRow;
import silt.db.ZoneSetRow;
import silt.db.ZoneSets;
import silt.load.AgainstTruth;
import silt.load.CodeVersion;
import silt.load.Ledger;
import silt.load.Loading;
import silt.load.StoredZones;
import silt.model.ModelBundle;
import silt.raster.GeoTiff;
import silt.raster.Projection;
import silt.raster.RasterGrid;
import silt.scene.Band;
import silt.scene.GranuleId;
import silt.scene.Outcome;
import silt.scene.Scene;
import silt.sediment.Measuring;
import silt.sediment.TruthCheck.Truth;
import silt.simulator.WaterScenes;
import silt.staging.FileStore;
import silt.staging.Stores;
import silt.steps.ArtifactRef;
import silt.steps.Conclusion;
import silt.steps.LoadActivity;
import silt.steps.MaskedScene;
import silt.steps.MeasuredScene;
import silt.steps.ProductRef;
import silt.steps.SceneOrder;
import silt.steps.SceneTrail;
import silt.steps.SedimentActivity;
import silt.steps.StagedScene;
import silt.steps.StepRun;

/**
 * Generated waters with their truth, measured and loaded by the steps themselves: sediment and
 * load, on true masks, so that what disagrees is the regression's doing and not the network's.
 */
final class MeasuredWaters implements AutoCloseable {

  private static final String ZONES = "blocks";
  private static final int BLOCK = 32;

  private final Path archive;
  private final Stores stores;
  private final Database database =
      Database.open(PrivatePostgres.writer(PrivatePostgres.shared().freshDatabase()), 2);
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final ModelBundle bundle;
  private final ProductRef product;

  /** Of so many countries, each seen by both sensors on a clear and on a hazy day. */
  MeasuredWaters(Path folder, int worlds, int size, Path bundleFolder) {
    archive = folder.resolve("archive");
    stores =
        new Stores(
            new FileStore(folder.resolve("staging")),
            new FileStore(folder.resolve("products")),
            folder.resolve("scratch"));
    bundle = ModelBundle.open(bundleFolder);
    int code =
        new CommandLine(new WaterScenes())
            .execute("--out", archive + "", "--worlds", worlds + "", "--size", size + "");
    if (code != 0) {
      throw new IllegalStateException("making scenes ended with code " + code);
    }
    product =
        Ledger.recipe(
            new Products(database)
                .create(
                    ProductRow.of(
                        bundle.card().name(),
                        2,
                        ModelRow.of("mask", "truth", "a".repeat(64), "{}", "file:///truth"),
                        ModelRow.of(
                            "ssc", bundle.card().name(), bundle.sha256(), "{}", "file:///b"),
                        new TreeMap<>(),
                        "f32")));
    temporal.registerActivitiesImplementations(
        new Measuring(stores, ref -> bundle, new StoredZones(database)),
        new Loading(database, stores, new CodeVersion("0", "none")));
  }

  /** Measures and loads every scene. */
  MeasuredWaters loaded() throws IOException {
    List<Path> granules;
    try (Stream<Path> folders = Files.list(archive.resolve("granules"))) {
      granules = folders.sorted().toList();
    }
    loadBlocks(new GranuleId(granules.get(0).getFileName().toString()));
    for (Path granule : granules) {
      load(new GranuleId(granule.getFileName().toString()), granule);
    }
    return this;
  }

  AgainstTruth.Report againstTruth() {
    return new AgainstTruth(database, stores).of(archive, product.name(), null);
  }

  /** One column of a question about what was loaded. */
  List<Double> numbers(String question) {
    return database.inTransaction(
        connection -> {
          List<Double> numbers = new ArrayList<>();
          try (var statement = connection.createStatement();
              var rows = statement.executeQuery(question)) {
            while (rows.next()) {
              numbers.add(rows.getDouble(1));
            }
          }
          return numbers;
        });
  }

  /** Squares of the raster, so that every pixel belongs to a zone. */
  private void loadBlocks(GranuleId granule) {
    List<ZoneRow> blocks = new ArrayList<>();
    try (GeoTiff raster = GeoTiff.open(Truth.in(archive, granule).mask());
        Projection projection = new Projection(raster.grid())) {
      RasterGrid grid = raster.grid();
      double side = BLOCK * grid.pixelSize();
      for (double x = grid.originX(); x < grid.originX() + grid.width() * 30; x += side) {
        for (double y = grid.originY(); y > grid.originY() - grid.height() * 30; y -= side) {
          Geometry square =
              new GeometryFactory().toGeometry(new Envelope(x, x + side, y - side, y));
          blocks.add(ZoneRow.of("b" + blocks.size(), null, projection.toLonLat(square), null));
        }
      }
    }
    new ZoneSets(database)
        .load(ZoneSetRow.of(ZONES, "polygon", "squares", "1", "d".repeat(64)), blocks.stream());
  }

  private void load(GranuleId id, Path granule) {
    SceneOrder order =
        new SceneOrder(new Scene(id, 1), product, granule.toUri(), List.of(ZONES), null);
    Map<Band, ArtifactRef> files = new EnumMap<>(Band.class);
    for (Band band :
        List.of(Band.COASTAL, Band.BLUE, Band.GREEN, Band.RED, Band.NIR, Band.SWIR1, Band.SWIR2)) {
      files.put(band, copied(stores.staging(), order, granule.resolve(id.fileName(band))));
    }
    StagedScene staged = new StagedScene(files, Map.of(), "https", run("fetch"));
    MaskedScene masked = masked(order, Truth.in(archive, id).mask());
    MeasuredScene measured =
        temporal.newActivityStub(SedimentActivity.class).measure(order, staged, masked);
    temporal
        .newActivityStub(LoadActivity.class)
        .conclude(
            order,
            new SceneTrail(staged, masked, measured),
            new Conclusion(Outcome.OBSERVED, null));
  }

  private MaskedScene masked(SceneOrder order, Path truth) {
    ArtifactRef raster = copied(stores.products(), order, truth);
    try (GeoTiff mask = GeoTiff.open(truth)) {
      byte[] flags = mask.readBytes(1, mask.grid().whole());
      long clear = 0;
      for (byte pixel : flags) {
        clear += pixel == 1 ? 1 : 0;
      }
      return new MaskedScene(raster, flags.length, clear, 0, 0, 0, 0, clear, run("mask"));
    }
  }

  /** A store takes the file that it is given away, so it is given a copy. */
  private static ArtifactRef copied(silt.staging.Store store, SceneOrder order, Path file) {
    try {
      Path copy = Files.createTempFile("waters", ".tif");
      Files.copy(file, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      ArtifactRef kept = store.put(order.storeKey() + "/" + file.getFileName(), copy);
      Files.deleteIfExists(copy);
      return kept;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static StepRun run(String step) {
    return new StepRun(step, Instant.EPOCH, Instant.EPOCH, 1, "here", false);
  }

  @Override
  public void close() {
    temporal.close();
    database.close();
  }
}
