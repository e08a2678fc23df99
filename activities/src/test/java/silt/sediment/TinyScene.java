package silt.sediment;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import silt.model.ModelBundle;
import silt.raster.CogWriter;
import silt.raster.RasterGrid;
import silt.scene.Band;
import silt.scene.GranuleId;
import silt.scene.Scene;
import silt.sediment.regressors.SscModels;
import silt.sediment.regressors.SscModelsTest;
import silt.staging.FileStore;
import silt.staging.Stores;
import silt.steps.ArtifactRef;
import silt.steps.MaskedScene;
import silt.steps.ModelRef;
import silt.steps.ProductRef;
import silt.steps.SceneOrder;
import silt.steps.StagedScene;
import silt.steps.StepRun;

/** A scene of a few pixels in stores of its own, as the steps before would leave it. */
final class TinyScene {

  static final int SIDE = 40;

  /** Flags of a mask's pixel. */
  static final byte CLEAR = 1;

  static final byte CLOUD_OVER_WATER = 0b101;

  /** Tile 60GVA, as HLS places its southern tiles. */
  static final RasterGrid GRID = RasterGrid.of(32660, 699_960, -4_300_020, 30, SIDE, SIDE);

  final Stores stores;
  final ModelBundle model = ModelBundle.open(SscModelsTest.shipped());
  final byte[] mask = new byte[SIDE * SIDE];
  final Map<Band, short[]> bands = new EnumMap<>(Band.class);

  TinyScene(Path folder) {
    stores =
        new Stores(
            new FileStore(folder.resolve("staging")),
            new FileStore(folder.resolve("products")),
            folder.resolve("scratch"));
    for (Band band : SscModels.load(model).inputs()) {
      bands.put(band, new short[SIDE * SIDE]);
    }
  }

  /** Where a pixel stands in the row after row of a band. */
  static int at(int row, int column) {
    return row * SIDE + column;
  }

  /** Fills rows of a scene with water of one colour. */
  TinyScene water(int fromRow, int toRow, int red, byte flags) {
    for (int i = fromRow * SIDE; i < toRow * SIDE; i++) {
      mask[i] = flags;
      bands.get(Band.BLUE)[i] = 400;
      bands.get(Band.GREEN)[i] = (short) ((400 + red) / 2);
      bands.get(Band.RED)[i] = (short) red;
      bands.get(Band.NIR)[i] = (short) (red / 2);
    }
    return this;
  }

  SceneOrder order(String... zoneSets) {
    return order(1, zoneSets);
  }

  SceneOrder orderOfAlgorithm(int version) {
    return order(version);
  }

  private SceneOrder order(int algorithmVersion, String... zoneSets) {
    return new SceneOrder(
        new Scene(new GranuleId("HLS.S30.T60GVA.2024037T222549.v2.0"), 1),
        new ProductRef(
            "firstlight",
            algorithmVersion,
            new ModelRef("mask-hls-1", "0".repeat(64)),
            new ModelRef(model.card().name(), model.sha256()),
            "f32",
            new TreeMap<>()),
        URI.create("https://archive.example/granule/"),
        List.of(zoneSets),
        null);
  }

  MaskedScene masked() {
    Path file = stores.scratch().resolve("mask.tif");
    try (CogWriter writer = CogWriter.ofBytes(GRID)) {
      writer.nodata(255).write(GRID.whole(), mask).save(file);
    }
    ArtifactRef raster = stores.products().put(order().storeKey() + "/mask.tif", file);
    return new MaskedScene(raster, mask.length, 0, 0, 0, 0, 0, 0, run("mask"));
  }

  StagedScene staged() {
    Map<Band, ArtifactRef> files = new EnumMap<>(Band.class);
    Map<Band, String> sources = new EnumMap<>(Band.class);
    bands.forEach(
        (band, pixels) -> {
          Path file = stores.scratch().resolve(band + ".tif");
          try (CogWriter writer = CogWriter.ofShorts(GRID)) {
            writer.nodata(Band.REFLECTANCE_NODATA).write(GRID.whole(), pixels).save(file);
          }
          files.put(band, stores.staging().put(order().storeKey() + "/" + band + ".tif", file));
          sources.put(band, "https://archive.example/" + band);
        });
    return new StagedScene(files, sources, "https", run("fetch"));
  }

  static StepRun run(String step) {
    return new StepRun(step, Instant.EPOCH, Instant.EPOCH, 1, "here", false);
  }
}
