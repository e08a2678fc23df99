package silt.sediment;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import silt.raster.GeoTiff;
import silt.scene.Band;
import silt.scene.Outcome;
import silt.sediment.regressors.SscModel;
import silt.staging.DiskSpace;
import silt.staging.Stores;
import silt.steps.ArtifactRef;
import silt.steps.Failures;
import silt.steps.MaskedScene;
import silt.steps.SceneOrder;
import silt.steps.StagedScene;

/** The SSC raster of a scene in the product store: found again by what it was made of, or made. */
final class SscProduct {

  private static final String MASK_SHA256 = "MASK_SHA256";
  private static final String MODEL_SHA256 = "MODEL_SHA256";

  private final Stores stores;
  private final Scratch scratch;

  SscProduct(Stores stores, Scratch scratch) {
    this.stores = stores;
    this.scratch = scratch;
  }

  /** The raster of an earlier attempt, if it was made of the same mask by the same model. */
  Optional<ArtifactRef> find(SceneOrder order, MaskedScene masked) {
    return stores
        .products()
        .find(rasterKey(order))
        .filter(
            raster -> {
              try (GeoTiff file = GeoTiff.open(stores.products().localPath(raster))) {
                Map<String, String> tags = file.tags();
                return masked.mask().sha256().equals(tags.get(MASK_SHA256))
                    && order.product().sediment().sha256().equals(tags.get(MODEL_SHA256));
              }
            });
  }

  /**
   * Makes the raster and publishes it with the item that describes it.
   *
   * @param progress told the first row of each strip
   */
  ArtifactRef make(
      SceneOrder order,
      StagedScene staged,
      MaskedScene masked,
      SscModel model,
      int shoreErosion,
      Consumer<Integer> progress) {
    Map<Band, Path> bands = new EnumMap<>(Band.class);
    for (Band band : model.inputs()) {
      ArtifactRef file = staged.files().get(band);
      if (file == null) {
        throw Failures.never(
            Outcome.FAILED,
            "sediment model "
                + order.product().sediment().name()
                + " reads "
                + band
                + ", which was not fetched",
            null);
      }
      bands.put(band, stores.staging().localPath(file));
    }
    Map<String, String> tags = new TreeMap<>();
    tags.put("SCENE", order.scene().key());
    tags.put("PRODUCT", order.product().name());
    tags.put("ALGORITHM_VERSION", String.valueOf(order.product().algorithmVersion()));
    tags.put("UNIT", "mg/L");
    tags.put("MODEL", order.product().sediment().name());
    tags.put(MODEL_SHA256, order.product().sediment().sha256());
    tags.put(MASK_SHA256, masked.mask().sha256());
    tags.put("MODEL_RANGE_MG_L", model.validRange().lowMgL() + " " + model.validRange().highMgL());
    Path file = scratch.file(rasterKey(order));
    SscRaster.make(
        stores.products().localPath(masked.mask()),
        bands,
        model,
        shoreErosion,
        tags,
        file,
        progress);
    ArtifactRef ssc = scratch.handedOn(file, () -> stores.products().put(rasterKey(order), file));
    describe(order, masked.mask(), ssc);
    return ssc;
  }

  private void describe(SceneOrder order, ArtifactRef mask, ArtifactRef ssc) {
    String key = order.storeKey() + "/item.json";
    Path file = scratch.file(key);
    try (GeoTiff raster = GeoTiff.open(stores.products().localPath(ssc))) {
      URI folder = stores.products().base().resolve(order.storeKey() + "/");
      Files.write(file, StacItem.of(order, raster.grid(), folder, mask, ssc));
    } catch (IOException failed) {
      throw DiskSpace.failure(file + " cannot be written", failed);
    }
    scratch.handedOn(file, () -> stores.products().put(key, file));
  }

  long valuedPixels(ArtifactRef ssc) {
    try (GeoTiff raster = GeoTiff.open(stores.products().localPath(ssc))) {
      return Long.parseLong(raster.tags().get(SscRaster.VALUED_PIXELS));
    }
  }

  private static String rasterKey(SceneOrder order) {
    return order.storeKey() + "/ssc.tif";
  }
}
