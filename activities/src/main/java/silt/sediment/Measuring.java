package silt.sediment;

import static java.util.Objects.requireNonNull;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import silt.model.ModelBundle;
import silt.model.Sha256;
import silt.raster.GeoTiff;
import silt.raster.RasterLibraryMissing;
import silt.raster.RasterProblem;
import silt.scene.BadInput;
import silt.scene.Band;
import silt.scene.Outcome;
import silt.scene.Scene;
import silt.staging.DiskSpace;
import silt.staging.Stores;
import silt.steps.ArtifactRef;
import silt.steps.Failures;
import silt.steps.Failures.Person;
import silt.steps.FillOrder;
import silt.steps.MaskedScene;
import silt.steps.MeasuredScene;
import silt.steps.ModelRef;
import silt.steps.ProductRef;
import silt.steps.SceneOrder;
import silt.steps.SedimentActivity;
import silt.steps.StagedScene;
import silt.steps.StepRun;

/**
 * The step that gives every clear water pixel a concentration and every zone its statistics.
 *
 * <p>The raster goes to products and the rows to staging, each under a key that a retry finds
 * again; the raster's tags say of which mask and model it was made.
 */
public final class Measuring implements SedimentActivity {

  private static final String MASK_SHA256 = "MASK_SHA256";
  private static final String MODEL_SHA256 = "MODEL_SHA256";

  private final Stores stores;
  private final Function<ModelRef, ModelBundle> bundles;
  private final ZoneStatistics statistics;

  /**
   * @param bundles finds a bundle by its sha256; throws {@link BadInput} where there is none
   */
  public Measuring(Stores stores, Function<ModelRef, ModelBundle> bundles, ZoneSource zones) {
    this.stores = requireNonNull(stores, "stores");
    this.bundles = requireNonNull(bundles, "bundles");
    this.statistics = new ZoneStatistics(requireNonNull(zones, "zones"));
  }

  @Override
  public MeasuredScene measure(SceneOrder order, StagedScene staged, MaskedScene masked) {
    return decided(() -> measured(order, staged, masked));
  }

  @Override
  public ArtifactRef summarise(FillOrder order) {
    return decided(
        () -> {
          String folder =
              order.product().name()
                  + "/"
                  + order.scene().granule().tile()
                  + "/"
                  + order.scene().key();
          String key = rowsKey(folder, order.ssc(), List.of(order.zoneSet()));
          return stores
              .staging()
              .find(key)
              .orElseGet(
                  () ->
                      summarised(
                          key,
                          order.scene(),
                          order.product(),
                          List.of(order.zoneSet()),
                          order.mask(),
                          order.ssc()));
        });
  }

  private MeasuredScene measured(SceneOrder order, StagedScene staged, MaskedScene masked) {
    Instant started = Instant.now();
    ActivityExecutionContext step = Activity.getExecutionContext();
    Optional<ArtifactRef> keptRaster = keptRaster(order, masked);
    ArtifactRef ssc = keptRaster.orElseGet(() -> raster(order, staged, masked));
    String rowsKey = rowsKey(order.storeKey(), ssc, order.zoneSets());
    Optional<ArtifactRef> keptRows = stores.staging().find(rowsKey);
    ArtifactRef rows =
        keptRows.orElseGet(
            () ->
                summarised(
                    rowsKey, order.scene(), order.product(), order.zoneSets(), masked.mask(), ssc));
    return new MeasuredScene(
        ssc,
        rows,
        valuedPixels(ssc),
        observedZones(rows),
        new StepRun(
            "sediment",
            started,
            Instant.now(),
            Math.max(1, step.getInfo().getAttempt()), // 0 outside of a server
            host(),
            keptRows.isPresent()));
  }

  /** The raster of an earlier attempt, if it was made of the same mask by the same model. */
  private Optional<ArtifactRef> keptRaster(SceneOrder order, MaskedScene masked) {
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

  private ArtifactRef raster(SceneOrder order, StagedScene staged, MaskedScene masked) {
    SscModel model = model(order.product());
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
    Path file = scratch(rasterKey(order));
    SscRaster.make(
        stores.products().localPath(masked.mask()),
        bands,
        model,
        rules(order.product()).shoreErosion(),
        tags,
        file,
        this::heartbeat);
    return published(() -> stores.products().put(rasterKey(order), file), file);
  }

  private ArtifactRef summarised(
      String key,
      Scene scene,
      ProductRef product,
      List<String> zoneSets,
      ArtifactRef mask,
      ArtifactRef ssc) {
    List<MeasuredZone> rows =
        statistics.of(
            stores.products().localPath(mask),
            stores.products().localPath(ssc),
            scene.granule().utmZone(),
            zoneSets,
            rules(product),
            model(product).validRange(),
            this::heartbeat);
    Path file = scratch(key);
    try {
      ZoneRows.write(file, rows);
    } catch (IOException failed) {
      throw DiskSpace.failure(file + " cannot be written", failed);
    }
    return published(() -> stores.staging().put(key, file), file);
  }

  private SscModel model(ProductRef product) {
    try {
      return SscModels.load(bundles.apply(product.sediment()));
    } catch (BadInput missing) {
      throw Failures.person(
          Person.MODEL_MISSING, missing.getMessage() + ". " + missing.remedy(), missing);
    }
  }

  private static MeasuringRules rules(ProductRef product) {
    try {
      return MeasuringRules.of(product);
    } catch (BadInput refused) {
      throw Failures.never(Outcome.FAILED, refused.getMessage(), refused);
    }
  }

  private long valuedPixels(ArtifactRef ssc) {
    try (GeoTiff raster = GeoTiff.open(stores.products().localPath(ssc))) {
      return Long.parseLong(raster.tags().get(SscRaster.VALUED_PIXELS));
    }
  }

  private long observedZones(ArtifactRef rows) {
    try {
      return ZoneRows.read(stores.staging().localPath(rows)).stream()
          .filter(row -> row.nValid() > 0)
          .count();
    } catch (IOException failed) {
      throw Failures.retry(rows.uri() + " cannot be read", failed);
    }
  }

  private void heartbeat(int row) {
    Activity.getExecutionContext().heartbeat(row);
  }

  private Path scratch(String key) {
    Path file = stores.scratch().toAbsolutePath().resolve("sediment").resolve(key);
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException failed) {
      throw DiskSpace.failure(file.getParent() + " cannot be made", failed);
    }
    return file;
  }

  private static ArtifactRef published(Supplier<ArtifactRef> put, Path file) {
    ArtifactRef artifact = put.get();
    try {
      Files.deleteIfExists(file);
    } catch (IOException failed) {
      throw DiskSpace.failure(file + " cannot be removed", failed);
    }
    return artifact;
  }

  private static String rasterKey(SceneOrder order) {
    return order.storeKey() + "/ssc.tif";
  }

  /** Of the same raster over the same zone sets, and so never taken for rows of others. */
  private static String rowsKey(String folder, ArtifactRef ssc, List<String> zoneSets) {
    byte[] made =
        (ssc.sha256() + "\n" + String.join("\n", zoneSets)).getBytes(StandardCharsets.UTF_8);
    String digest = HexFormat.of().formatHex(Sha256.digest().digest(made)).substring(0, 12);
    return folder + "/rows-" + digest + ".jsonl.gz";
  }

  private static String host() {
    String name = ManagementFactory.getRuntimeMXBean().getName();
    return name.substring(name.indexOf('@') + 1);
  }

  private static <T> T decided(Supplier<T> work) {
    try {
      return work.get();
    } catch (RasterLibraryMissing missing) {
      throw Failures.person(Person.NATIVE_LIBRARY_MISSING, missing.getMessage(), missing);
    } catch (MisplacedRaster misplaced) {
      throw Failures.never(Outcome.INPUT_CORRUPT, misplaced.getMessage(), misplaced);
    } catch (RasterProblem problem) {
      throw DiskSpace.isFull(problem)
          ? Failures.person(Person.DISK_FULL, problem.getMessage(), problem)
          : Failures.retry(problem.getMessage(), problem);
    }
  }
}
