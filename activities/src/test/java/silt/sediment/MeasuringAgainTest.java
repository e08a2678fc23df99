package silt.sediment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.failure.ActivityFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.scene.Band;
import silt.staging.TinyDisk;
import silt.steps.ArtifactRef;
import silt.steps.Failures;
import silt.steps.Failures.Person;
import silt.steps.MaskedScene;
import silt.steps.MeasuredScene;
import silt.steps.SceneOrder;
import silt.steps.SedimentActivity;
import silt.steps.StagedScene;

/** What is missing is waited for or tried again, and what is done is not done twice. */
class MeasuringAgainTest {

  @TempDir Path folder;
  private MeasuringWorld world;

  @BeforeEach
  void aRiverOfTenRowsUnderACloudOfFive() {
    world = new MeasuringWorld(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void aFullDiskWaitsForAPersonAndGoesOnWhenItIsFreed() {
    SedimentActivity step = world.step();
    try (TinyDisk disk =
        TinyDisk.at(world.scene.stores.scratch().resolve("sediment"), 256).fill(4096)) {
      assertThatThrownBy(
              () -> step.measure(world.scene.order(), world.scene.staged(), world.scene.masked()))
          .satisfies(
              failure -> assertThat(Failures.needsPerson(failure)).contains(Person.DISK_FULL));
      disk.free();
      assertThat(
              step.measure(world.scene.order(), world.scene.staged(), world.scene.masked())
                  .valuedPixels())
          .isEqualTo(10 * 40);
    }
  }

  @Test
  void aRetryFindsTheWorkDone() {
    SedimentActivity step = world.step();
    StagedScene staged = world.scene.staged();
    MaskedScene masked = world.scene.masked();
    MeasuredScene first = step.measure(world.scene.order("reaches"), staged, masked);
    MeasuredScene again = step.measure(world.scene.order("reaches"), staged, masked);

    assertThat(first.run().found()).isFalse();
    assertThat(again.run().found()).isTrue();
    assertThat(again.ssc()).isEqualTo(first.ssc());
    assertThat(again.quality()).isEqualTo(first.quality());
    assertThat(again.flaggedPixels()).isEqualTo(first.flaggedPixels());
    assertThat(again.rows()).isEqualTo(first.rows());
    assertThat(again.valuedPixels()).isEqualTo(first.valuedPixels());
    assertThat(again.observedZones()).isEqualTo(first.observedZones());
  }

  @Test
  void aRetryAfterOnlyOneRasterWasMadeMakesBoth() throws Exception {
    SedimentActivity step = world.step();
    StagedScene staged = world.scene.staged();
    MaskedScene masked = world.scene.masked();
    MeasuredScene first = step.measure(world.scene.order(), staged, masked);
    Files.delete(Path.of(first.quality().uri()));

    MeasuredScene again = step.measure(world.scene.order(), staged, masked);

    assertThat(Path.of(again.quality().uri())).exists();
    assertThat(again.quality()).isEqualTo(first.quality());
  }

  @Test
  void aRetryAfterBothRastersWereMadeStillDescribesThem() throws Exception {
    SedimentActivity step = world.step();
    StagedScene staged = world.scene.staged();
    MaskedScene masked = world.scene.masked();
    Path item =
        Path.of(step.measure(world.scene.order(), staged, masked).ssc().uri())
            .resolveSibling("item.json");
    byte[] first = Files.readAllBytes(item);
    Files.delete(item);

    step.measure(world.scene.order(), staged, masked);

    assertThat(item).hasBinaryContent(first);
  }

  @Test
  void aRasterOfAnotherMaskIsMadeAgain() {
    SedimentActivity step = world.step();
    StagedScene staged = world.scene.staged();
    step.measure(world.scene.order(), staged, world.scene.masked());
    world.scene.water(0, 5, 900, TinyScene.CLEAR);

    assertThat(step.measure(world.scene.order(), staged, world.scene.masked()).valuedPixels())
        .isEqualTo(15 * 40);
  }

  @Test
  void aModelThatIsNotThereWaitsForAPerson() {
    SedimentActivity step = world.step();
    StagedScene staged = world.scene.staged();
    MaskedScene masked = world.scene.masked();
    SceneOrder order = world.scene.order();
    SceneOrder unknown =
        new SceneOrder(
            order.scene(),
            new silt.steps.ProductRef(
                "other",
                1,
                order.product().mask(),
                new silt.steps.ModelRef("gone", "1".repeat(64)),
                "f32",
                new java.util.TreeMap<>()),
            order.assetBase(),
            List.of(),
            null);

    assertThatThrownBy(() -> step.measure(unknown, staged, masked))
        .isInstanceOf(ActivityFailure.class)
        .satisfies(
            failure -> assertThat(Failures.needsPerson(failure)).contains(Person.MODEL_MISSING));
  }

  @Test
  void aDamagedBandIsTriedAgain() throws Exception {
    SedimentActivity step = world.step();
    StagedScene staged = world.scene.staged();
    MaskedScene masked = world.scene.masked();
    Path red = world.scene.stores.staging().localPath(staged.files().get(Band.RED));
    Files.write(red, new byte[] {1, 2, 3});

    assertThatThrownBy(() -> step.measure(world.scene.order(), staged, masked))
        .satisfies(failure -> assertThat(Failures.needsPerson(failure)).isEmpty());
  }

  @Test
  void aBandThatIsGoneFromStagingIsToBeFetchedAgain() {
    StagedScene staged = world.scene.staged();
    world.scene.stores.staging().deletePrefix(stagedKey(staged.files().get(Band.RED)));

    assertThatThrownBy(
            () -> world.step().measure(world.scene.order(), staged, world.scene.masked()))
        .satisfies(failure -> assertThat(Failures.isGone(failure)).isTrue());
  }

  private String stagedKey(ArtifactRef file) {
    return world.scene.stores.staging().base().relativize(file.uri()).getPath();
  }
}
