package silt.sediment;

import static java.util.Objects.requireNonNull;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import silt.model.ModelBundle;
import silt.model.Sha256;
import silt.provenance.ThisProcess;
import silt.raster.RasterLibraryMissing;
import silt.raster.RasterProblem;
import silt.scene.BadInput;
import silt.scene.Outcome;
import silt.scene.Scene;
import silt.sediment.pixels.MisplacedRaster;
import silt.sediment.regressors.SscModel;
import silt.sediment.regressors.SscModels;
import silt.sediment.zones.MeasuredZone;
import silt.sediment.zones.SceneRasters;
import silt.sediment.zones.ZoneRows;
import silt.sediment.zones.ZoneSource;
import silt.sediment.zones.ZoneStatistics;
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

/**
 * The step that gives every clear water pixel a concentration and every zone its statistics.
 *
 * <p>The rasters go to products and the rows to staging, each under a key that a retry finds again;
 * the rasters' tags say of which mask and model they were made.
 */
public final class Measuring implements SedimentActivity {

  private final Stores stores;
  private final Function<ModelRef, ModelBundle> bundles;
  private final ZoneStatistics statistics;
  private final SscProduct rasters;
  private final Scratch scratch;

  /**
   * @param bundles finds a bundle by its sha256; throws {@link BadInput} where there is none
   */
  public Measuring(Stores stores, Function<ModelRef, ModelBundle> bundles, ZoneSource zones) {
    this.stores = requireNonNull(stores, "stores");
    this.bundles = requireNonNull(bundles, "bundles");
    this.statistics = new ZoneStatistics(requireNonNull(zones, "zones"));
    this.scratch = new Scratch(stores.scratch());
    this.rasters = new SscProduct(stores, scratch);
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
          String key = rowsKey(folder, order.ssc(), order.quality(), List.of(order.zoneSet()));
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
                          order.ssc(),
                          order.quality()));
        });
  }

  private MeasuredScene measured(SceneOrder order, StagedScene staged, MaskedScene masked) {
    Instant started = Instant.now();
    ActivityExecutionContext step = Activity.getExecutionContext();
    MeasuringRules rules = rules(order.product());
    SscProduct.Made made =
        rasters
            .find(order, masked, rules)
            .orElseGet(
                () ->
                    rasters.make(
                        order, staged, masked, model(order.product()), rules, this::heartbeat));
    String rowsKey = rowsKey(order.storeKey(), made.ssc(), made.quality(), order.zoneSets());
    Optional<ArtifactRef> keptRows = stores.staging().find(rowsKey);
    ArtifactRef rows =
        keptRows.orElseGet(
            () ->
                summarised(
                    rowsKey,
                    order.scene(),
                    order.product(),
                    order.zoneSets(),
                    masked.mask(),
                    made.ssc(),
                    made.quality()));
    return new MeasuredScene(
        made.ssc(),
        rows,
        made.pixels().valued(),
        observedZones(rows),
        ThisProcess.ended("sediment", started, step.getInfo().getAttempt(), keptRows.isPresent()),
        made.quality(),
        made.pixels().flagged());
  }

  private ArtifactRef summarised(
      String key,
      Scene scene,
      ProductRef product,
      List<String> zoneSets,
      ArtifactRef mask,
      ArtifactRef ssc,
      ArtifactRef quality) {
    ZoneRows.Telling rows =
        each ->
            statistics.of(
                new SceneRasters(
                    stores.products().localPath(mask),
                    stores.products().localPath(ssc),
                    quality == null ? null : stores.products().localPath(quality)),
                scene.granule().utmZone(),
                zoneSets,
                rules(product).zones(),
                model(product).validRange(),
                this::heartbeat,
                each);
    Path file = scratch.file(key);
    try {
      ZoneRows.write(file, rows);
    } catch (IOException failed) {
      throw DiskSpace.failure(file + " cannot be written", failed);
    }
    return scratch.handedOn(file, () -> stores.staging().put(key, file));
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

  private long observedZones(ArtifactRef rows) {
    try (Stream<MeasuredZone> all = ZoneRows.stream(stores.staging().localPath(rows))) {
      return all.filter(row -> row.nValid() > 0).count();
    } catch (IOException | UncheckedIOException failed) {
      throw Failures.retry(rows.uri() + " cannot be read", failed);
    }
  }

  private void heartbeat(int row) {
    Activity.getExecutionContext().heartbeat(row);
  }

  /** Of the same rasters over the same zone sets, and so never taken for rows of others. */
  private static String rowsKey(
      String folder, ArtifactRef ssc, ArtifactRef quality, List<String> zoneSets) {
    String rasters = ssc.sha256() + "\n" + (quality == null ? "" : quality.sha256() + "\n");
    byte[] made = (rasters + String.join("\n", zoneSets)).getBytes(StandardCharsets.UTF_8);
    String digest = HexFormat.of().formatHex(Sha256.digest().digest(made)).substring(0, 12);
    return folder + "/rows-" + digest + ".jsonl.gz";
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
