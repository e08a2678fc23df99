package silt.sediment;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

/**
 * The rasters of a scene's water in the product store, values and flags: found again by what they
 * were made of, or made.
 */
final class SscProduct {

  private static final String MASK_SHA256 = "MASK_SHA256";
  private static final String MODEL_SHA256 = "MODEL_SHA256";

  private final Stores stores;
  private final Scratch scratch;

  /** Both rasters, and what their pixels came to. */
  record Made(ArtifactRef ssc, ArtifactRef quality, PixelCount pixels) {}

  SscProduct(Stores stores, Scratch scratch) {
    this.stores = stores;
    this.scratch = scratch;
  }

  /**
   * The rasters of an earlier attempt, if both are there, of the same mask and by the same model.
   * That attempt may have ended before it described them, and so they are described again.
   */
  Optional<Made> find(SceneOrder order, MaskedScene masked, MeasuringRules rules) {
    Optional<ArtifactRef> ssc = stores.products().find(order.storeKey() + "/ssc.tif");
    Optional<ArtifactRef> quality = stores.products().find(order.storeKey() + "/quality.tif");
    if (ssc.isEmpty() || quality.isEmpty() || !made(tags(ssc.get()), order, masked)) {
      return Optional.empty();
    }
    Map<String, String> tags = tags(quality.get());
    if (!made(tags, order, masked)) {
      return Optional.empty();
    }
    describe(order, rules, masked.mask(), ssc.get(), quality.get());
    return Optional.of(new Made(ssc.get(), quality.get(), PixelCount.of(tags)));
  }

  private static boolean made(Map<String, String> tags, SceneOrder order, MaskedScene masked) {
    return masked.mask().sha256().equals(tags.get(MASK_SHA256))
        && order.product().sediment().sha256().equals(tags.get(MODEL_SHA256));
  }

  private Map<String, String> tags(ArtifactRef raster) {
    try (GeoTiff file = GeoTiff.open(stores.products().localPath(raster))) {
      return file.tags();
    }
  }

  /**
   * Makes the rasters and publishes them with the item that describes them.
   *
   * @param progress told the first row of each strip
   */
  Made make(
      SceneOrder order,
      StagedScene staged,
      MaskedScene masked,
      SscModel model,
      MeasuringRules rules,
      Consumer<Integer> progress) {
    WaterPixels water =
        new WaterPixels(
            stores.products().localPath(masked.mask()),
            bands(order, staged, model, rules),
            model,
            rules);
    Map<String, String> tags = new TreeMap<>();
    tags.put("SCENE", order.scene().key());
    tags.put("PRODUCT", order.product().name());
    tags.put("ALGORITHM_VERSION", String.valueOf(order.product().algorithmVersion()));
    tags.put("UNIT", "mg/L");
    tags.put("MODEL", order.product().sediment().name());
    tags.put(MODEL_SHA256, order.product().sediment().sha256());
    tags.put(MASK_SHA256, masked.mask().sha256());
    tags.put("MODEL_RANGE_MG_L", model.validRange().lowMgL() + " " + model.validRange().highMgL());
    rules.named().forEach((name, value) -> tags.put("RULE_" + name, value.toString()));
    Path values = scratch.file(order.storeKey() + "/ssc.tif");
    Path flags = scratch.file(order.storeKey() + "/quality.tif");
    PixelCount pixels = WaterRasters.make(water, tags, values, flags, progress);
    ArtifactRef ssc = published(order, values);
    ArtifactRef quality = published(order, flags);
    describe(order, rules, masked.mask(), ssc, quality);
    return new Made(ssc, quality, pixels);
  }

  private Map<Band, Path> bands(
      SceneOrder order, StagedScene staged, SscModel model, MeasuringRules rules) {
    Set<Band> needed = EnumSet.copyOf(model.inputs());
    needed.addAll(rules.bands());
    Map<Band, Path> bands = new EnumMap<>(Band.class);
    for (Band band : needed) {
      ArtifactRef file = staged.files().get(band);
      if (file == null) {
        throw Failures.never(
            Outcome.FAILED,
            (model.inputs().contains(band)
                    ? "sediment model " + order.product().sediment().name() + " reads "
                    : "product version " + order.product().name() + " screens water by ")
                + band
                + ", which was not fetched",
            null);
      }
      bands.put(band, stores.staging().localPath(file));
    }
    return bands;
  }

  private ArtifactRef published(SceneOrder order, Path file) {
    String key = order.storeKey() + "/" + file.getFileName();
    return scratch.handedOn(file, () -> stores.products().put(key, file));
  }

  private void describe(
      SceneOrder order,
      MeasuringRules rules,
      ArtifactRef mask,
      ArtifactRef ssc,
      ArtifactRef quality) {
    Path file = scratch.file(order.storeKey() + "/item.json");
    try (GeoTiff raster = GeoTiff.open(stores.products().localPath(ssc))) {
      URI folder = stores.products().base().resolve(order.storeKey() + "/");
      Files.write(
          file, new StacItem(order, rules, folder).describing(raster.grid(), mask, ssc, quality));
    } catch (IOException failed) {
      throw DiskSpace.failure(file + " cannot be written", failed);
    }
    published(order, file);
  }
}
