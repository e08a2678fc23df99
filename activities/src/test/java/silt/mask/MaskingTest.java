package silt.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.mask.forms.Device;
import silt.mask.forms.NumericForm;
import silt.model.ModelBundle;
import silt.model.Sha256;
import silt.raster.GeoTiff;
import silt.raster.RasterGrid;
import silt.scene.Band;
import silt.scene.GranuleId;
import silt.scene.Outcome;
import silt.scene.Scene;
import silt.staging.TinyDisk;
import silt.steps.ArtifactRef;
import silt.steps.Failures;
import silt.steps.Failures.Person;
import silt.steps.MaskActivity;
import silt.steps.MaskedScene;
import silt.steps.ModelRef;
import silt.steps.ProductRef;
import silt.steps.SceneOrder;
import silt.steps.StagedScene;
import silt.steps.StepRun;

class MaskingTest {

  @TempDir Path folder;

  private final PaintedTile tile = new PaintedTile(200);
  private final Folders files = new Folders();
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private int bundlesLoaded;
  private ModelBundle bundle;
  private Masking step;
  private MaskActivity masks;

  @BeforeEach
  void aStepWithABundle() {
    bundle = Bundles.untrained(folder.resolve("bundle"));
    step =
        new Masking(
            files,
            model -> {
              bundlesLoaded++;
              return bundle;
            },
            folder.resolve("work"),
            Share.ofCores(2));
    temporal.registerActivitiesImplementations(step);
    masks = temporal.newActivityStub(MaskActivity.class);
  }

  @AfterEach
  void end() {
    step.close();
    temporal.close();
  }

  @Test
  void aSceneBecomesOneRasterOfFlagsThatSaysWhatMadeIt() {
    MaskedScene masked = masks.mask(order(bundle.sha256()), staged(tile));

    assertThat(masked.validPixels()).isEqualTo(200L * (200 - PaintedTile.STRIP));
    assertThat(masked.run().found()).isFalse();
    try (GeoTiff raster = GeoTiff.open(files.product(masked.mask()))) {
      assertThat(raster.isCloudOptimised()).isTrue();
      assertThat(raster.grid().samePixelsAs(tile.grid())).isTrue();
      assertThat(raster.nodata(1)).hasValue(MaskClass.NODATA);
      assertThat(raster.tags())
          .containsEntry("SILT_MASK_MODEL_SHA256", bundle.sha256())
          .containsEntry("SILT_PRODUCT", "firstlight v1");
      assertThat(MaskCounts.of(raster.readBytes(1, raster.grid().whole())).clearWater())
          .isEqualTo(masked.clearWaterPixels());
    }
  }

  @Test
  void aRetryFindsTheMaskAndMasksNothing() {
    MaskedScene first = masks.mask(order(bundle.sha256()), staged(tile));
    step.close();

    MaskedScene again = masks.mask(order(bundle.sha256()), staged(tile));

    assertThat(again.run().found()).isTrue();
    assertThat(again.mask()).isEqualTo(first.mask());
    assertThat(again.waterPixels()).isEqualTo(first.waterPixels());
    assertThat(again.clearWaterPixels()).isEqualTo(first.clearWaterPixels());
    assertThat(bundlesLoaded).isEqualTo(1);
  }

  @Test
  void aMaskOfOtherBandsIsNotTakenForThisScenes() {
    masks.mask(order(bundle.sha256()), staged(tile));

    MaskedScene other = masks.mask(order(bundle.sha256()), staged(tile.without(1, 100, 120)));

    assertThat(other.run().found()).isFalse();
    assertThat(other.validPixels()).isEqualTo(200L * (200 - PaintedTile.STRIP - 20));
  }

  @Test
  void aMissingBandEndsTheScene() {
    StagedScene staged = staged(tile);
    Map<Band, ArtifactRef> fewer = new EnumMap<>(staged.files());
    fewer.remove(Band.SWIR1);

    Throwable failure =
        catchThrowable(
            () ->
                masks.mask(
                    order(bundle.sha256()),
                    new StagedScene(fewer, staged.sources(), "https", staged.run())));

    assertThat(Failures.ending(failure)).isEqualTo(Outcome.FAILED);
    assertThat(Failures.needsPerson(failure)).isEmpty();
    assertThat(Failures.message(failure)).contains("SWIR1", "missing");
  }

  @Test
  void bandsOfDifferentGridsEndTheScene() {
    StagedScene staged = staged(tile);
    PaintedTile.write(
        files.band(staged.files().get(Band.RED)),
        RasterGrid.of(32660, 399_960, 6_000_000, 30, 100, 400),
        tile.stored()[2]);

    Throwable failure = catchThrowable(() -> masks.mask(order(bundle.sha256()), staged));

    assertThat(Failures.message(failure)).contains("RED", "100x400");
  }

  @Test
  void aProductVersionIsMaskedInItsNumericForm() {
    StagedScene staged = staged(tile);
    MaskedScene masked = masks.mask(order(bundle.sha256(), "bf16"), staged);

    try (GeoTiff raster = GeoTiff.open(files.product(masked.mask()))) {
      byte[] flags = raster.readBytes(1, raster.grid().whole());
      assertThat(flags).isEqualTo(inForm(NumericForm.BF16, staged));
      assertThat(flags).isNotEqualTo(inForm(NumericForm.F32, staged));
    }
  }

  private byte[] inForm(NumericForm form, StagedScene staged) {
    Map<Band, Path> bands = new EnumMap<>(Band.class);
    staged.files().forEach((band, file) -> bands.put(band, files.band(file)));
    try (MaskNetwork network = MaskNetwork.load(bundle, form, Device.CPU)) {
      return new WholeTile(network, 1).run(bands, done -> {}).flags();
    }
  }

  @Test
  void aModelThatIsNotThereWaitsForAPerson() {
    Throwable failure = catchThrowable(() -> masks.mask(order("0".repeat(64)), staged(tile)));

    assertThat(Failures.needsPerson(failure)).contains(Person.MODEL_MISSING);
    assertThat(Failures.message(failure)).contains(bundle.sha256());
  }

  @Test
  void whatAStoppedAttemptHasDoneIsTakenUpAndNotRunAgain() {
    StagedScene staged = staged(tile);
    SceneOrder order = order(bundle.sha256());
    byte[] nothingSeen = new byte[200 * 200];
    Arrays.fill(nothingSeen, (byte) MaskClass.NODATA);
    HalfDone half = step.halfDone(order, Masking.origin(order, staged));
    try (MaskNetwork network = MaskNetwork.load(bundle, NumericForm.F32, Device.CPU)) {
      int windows = new WholeTile(network, 1).windows(tile.grid()).size();
      BitSet all = new BitSet();
      all.set(0, windows);
      half.save(tile.grid(), windows, all, nothingSeen);
    }

    MaskedScene masked = masks.mask(order, staged);

    assertThat(masked.validPixels()).as("a network that ran would have seen some").isZero();
    assertThat(folder.resolve("work/mask-half-done")).as("once it is done").isEmptyDirectory();
  }

  @Test
  void aFullDiskWaitsForAPersonAndGoesOnWhenItIsFreed() {
    try (TinyDisk disk = TinyDisk.at(folder.resolve("work"), 256).fill(0)) {
      StagedScene staged = staged(tile);
      Throwable failure = catchThrowable(() -> masks.mask(order(bundle.sha256()), staged));

      assertThat(Failures.needsPerson(failure)).contains(Person.DISK_FULL);
      disk.free();
      assertThat(masks.mask(order(bundle.sha256()), staged).validPixels()).isPositive();
    }
  }

  private SceneOrder order(String maskSha256) {
    return order(maskSha256, "f32");
  }

  private SceneOrder order(String maskSha256, String numericForm) {
    ModelRef mask = new ModelRef("mask-untrained", maskSha256);
    return new SceneOrder(
        new Scene(new GranuleId("HLS.S30.T60GVA.2024037T222549.v2.0"), 1),
        new ProductRef("firstlight", 1, mask, mask, numericForm, new TreeMap<>()),
        URI.create("https://archive.example/granule/"),
        List.of(),
        null);
  }

  private StagedScene staged(PaintedTile tile) {
    try {
      Path at = Files.createTempDirectory(folder, "staged");
      Map<Band, ArtifactRef> refs = new EnumMap<>(Band.class);
      Map<Band, String> sources = new EnumMap<>(Band.class);
      for (Map.Entry<Band, Path> band : tile.write(at).entrySet()) {
        Path file = band.getValue();
        refs.put(band.getKey(), new ArtifactRef(file.toUri(), Sha256.of(file), Files.size(file)));
        sources.put(band.getKey(), "https://archive.example/" + file.getFileName());
      }
      java.time.Instant now = java.time.Instant.now();
      return new StagedScene(
          refs, sources, "https", new StepRun("fetch", now, now, 1, "host", false));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Staging and products as plain folders. */
  private final class Folders implements MaskFiles {

    private final Map<String, ArtifactRef> kept = new HashMap<>();

    @Override
    public Path band(ArtifactRef staged) {
      return Path.of(staged.uri());
    }

    @Override
    public Optional<ArtifactRef> find(String key) {
      return Optional.ofNullable(kept.get(key));
    }

    @Override
    public Path product(ArtifactRef product) {
      return Path.of(product.uri());
    }

    @Override
    public ArtifactRef keep(String key, Path finished) {
      try {
        Path target = folder.resolve("products").resolve(key);
        Files.createDirectories(target.getParent());
        Files.copy(finished, target, StandardCopyOption.REPLACE_EXISTING);
        ArtifactRef ref = new ArtifactRef(target.toUri(), Sha256.of(target), Files.size(target));
        kept.put(key, ref);
        return ref;
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }
}
