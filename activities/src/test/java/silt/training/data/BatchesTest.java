package silt.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.mask.LogScaling;
import silt.mask.MaskClass;
import silt.mask.Scaling;
import silt.raster.Window;
import silt.scene.BadInput;
import silt.scene.Band;

class BatchesTest {

  /** Stored values as they are, so that a test can read them. */
  static final Scaling.Inputs AS_STORED =
      (stored, pixels, inputs, at) -> {
        for (int i = 0; i < stored.length; i++) {
          inputs[at + i] = stored[i];
        }
      };

  private static final int WATER = MaskClass.WATER.ordinal();
  private static final int CLOUD = MaskClass.CLOUD.ordinal();

  @TempDir private Path home;

  private static Batches.Source all(Dataset dataset, double share) {
    return new Batches.Source(dataset, Fold.NONE, Part.TRAIN, share);
  }

  /** Four chips of which the site names all train. */
  private Dataset trains(String name, Chip... chips) {
    try (DatasetWriter writer = DatasetWriter.create(home.resolve(name))) {
      for (int i = 0; i < chips.length; i++) {
        writer.add(PaintedChips.named(name + i, "s" + i).in(Part.TRAIN), chips[i]);
      }
      return writer.finish(PaintedChips.card());
    }
  }

  @Test
  void aBatchDependsOnSeedAndStepAlone() {
    Dataset dataset =
        trains(
            "d",
            PaintedChips.halfCloud(64),
            PaintedChips.clear(64, 900),
            PaintedChips.clear(80, 300));
    Scaling.Inputs scaling = LogScaling.STANDARD.inputs();
    Batches.Plan plan = new Batches.Plan(3, 32, 7, 0.5, 3);
    float[][] inOrder = new float[6][];
    try (Batches batches =
        Batches.of(plan, List.of(all(dataset, 1)), Augmentation.STANDARD, scaling)) {
      for (int step = 0; step < inOrder.length; step++) {
        inOrder[step] = batches.draw(step).inputs();
      }
    }

    Batches.Plan impatient = new Batches.Plan(3, 32, 7, 0.5, 1);
    try (Batches resumed =
        Batches.of(impatient, List.of(all(dataset, 1)), Augmentation.STANDARD, scaling)) {
      for (int step : new int[] {4, 5, 1, 2, 3, 0}) {
        assertThat(resumed.draw(step).inputs()).isEqualTo(inOrder[step]);
      }
    }
    assertThat(inOrder[1]).isNotEqualTo(inOrder[2]);
    try (Batches other =
        Batches.of(
            new Batches.Plan(3, 32, 8, 0.5, 1),
            List.of(all(dataset, 1)),
            Augmentation.STANDARD,
            scaling)) {
      assertThat(other.draw(0).inputs()).isNotEqualTo(inOrder[0]);
    }
  }

  @Test
  void truthTurnsWithItsPixels() {
    Dataset dataset = trains("d", PaintedChips.halfCloud(48));
    try (Batches batches = batches(dataset, 4, 0, Augmentation.NONE)) {
      for (int step = 0; step < 5; step++) {
        Batch batch = batches.draw(step);
        for (int i = 0; i < 4 * batch.plane(); i++) {
          int n = i / batch.plane();
          int pixel = i % batch.plane();
          float blue = batch.inputs()[n * 6 * batch.plane() + pixel];
          byte cloud = batch.truth()[(n * 5 + CLOUD) * batch.plane() + pixel];
          assertThat(blue).isEqualTo(cloud == 1 ? 6000 : 400);
        }
      }
    }
  }

  private static Batches batches(Dataset dataset, int count, double balance, Augmentation how) {
    Batches.Plan plan = new Batches.Plan(count, 32, 1, balance, 2);
    return Batches.of(plan, List.of(all(dataset, 1)), how, AS_STORED);
  }

  @Test
  void aRareClassIsDrawnAsOftenAsTheOthers() {
    Chip[] chips = new Chip[20];
    for (int i = 0; i < chips.length; i++) {
      chips[i] = PaintedChips.clear(32, 900);
      chips[i].truth()[WATER][5] = 1;
    }
    chips[11].truth()[CLOUD][17] = 1;
    Dataset dataset = trains("d", chips);

    assertThat(cloudy(dataset, 0)).isLessThan(30);
    assertThat(cloudy(dataset, 1)).isBetween(70, 130);
  }

  /** Of 200 squares. */
  private static int cloudy(Dataset dataset, double balance) {
    int cloudy = 0;
    try (Batches batches = batches(dataset, 20, balance, Augmentation.NONE)) {
      for (int step = 0; step < 10; step++) {
        cloudy += squaresWith(batches.draw(step), CLOUD);
      }
    }
    return cloudy;
  }

  private static int squaresWith(Batch batch, int c) {
    int squares = 0;
    for (int n = 0; n < batch.count(); n++) {
      for (int i = 0; i < batch.plane(); i++) {
        if (batch.truth()[(n * 5 + c) * batch.plane() + i] == 1) {
          squares++;
          break;
        }
      }
    }
    return squares;
  }

  @Test
  void aRareClassIsFoundInALargeTile() {
    Chip tile = PaintedChips.clear(96, 900);
    for (int i = 0; i < 32; i++) {
      tile.truth()[CLOUD][i * 96 + i] = 1;
    }
    Dataset dataset = trains("d", tile);

    // a ninth of it shows cloud; by chance alone a window meets it in under a half
    assertThat(cloudy(dataset, 1)).isGreaterThan(cloudy(dataset, 0) + 40);
  }

  @Test
  void sourcesAreDrawnByTheirShares() {
    Dataset dark = trains("dark", PaintedChips.clear(32, 100));
    Dataset bright = trains("bright", PaintedChips.clear(32, 3000));
    Batches.Plan plan = new Batches.Plan(100, 32, 3, 0, 1);
    int brights = 0;
    try (Batches batches =
        Batches.of(plan, List.of(all(dark, 3), all(bright, 1)), Augmentation.NONE, AS_STORED)) {
      Batch batch = batches.draw(0);
      for (int n = 0; n < 100; n++) {
        brights += batch.inputs()[n * 6 * batch.plane()] == 3000 ? 1 : 0;
      }
    }
    assertThat(brights).isBetween(12, 40);
  }

  @Test
  void whatIsEstimatedTrainsOnlyWhereTheIndexSaysSo() {
    try (DatasetWriter writer = DatasetWriter.create(home.resolve("d"))) {
      writer.add(
          PaintedChips.named("a", "s").in(Part.TRAIN).estimating(Set.of(Band.SWIR1)),
          PaintedChips.clear(32, 900));
      writer.finish(PaintedChips.card());
    }
    try (Batches batches = batches(Dataset.open(home.resolve("d")), 1, 0, Augmentation.NONE)) {
      assertThat(batches.draw(0).inputs()[0]).isEqualTo(900);
    }
  }

  @Test
  void whatIsEstimatedOrJudgesDoesNotTrainByItself() {
    try (DatasetWriter writer = DatasetWriter.create(home.resolve("d"))) {
      writer.add(
          PaintedChips.named("a", "s").estimating(Set.of(Band.SWIR1)), PaintedChips.clear(32, 900));
      writer.add(PaintedChips.named("b", "t").in(Part.JUDGE), PaintedChips.clear(32, 900));
      writer.finish(PaintedChips.card());
    }
    Dataset dataset = Dataset.open(home.resolve("d"));

    assertThatThrownBy(() -> batches(dataset, 1, 0, Augmentation.NONE))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("no chip of it trains");
  }

  @Test
  void aChipSmallerThanTheSquareIsFilledUpWithNothing() {
    Dataset dataset = trains("d", PaintedChips.clear(20, 900));
    try (Batches batches = batches(dataset, 1, 0, Augmentation.NONE)) {
      Batch batch = batches.draw(0);
      int measured = 0;
      for (int i = 0; i < batch.plane(); i++) {
        boolean there = batch.inputs()[i] == 900;
        measured += there ? 1 : 0;
        assertThat(batch.truth()[i]).isEqualTo(there ? 0 : Chip.UNKNOWN);
        assertThat(batch.inputs()[i]).isIn(900f, (float) Band.REFLECTANCE_NODATA);
      }
      assertThat(measured).isEqualTo(400);
    }
  }

  @Test
  void whatIsJudgedIsPaddedButNotChanged() {
    Dataset dataset = trains("d", PaintedChips.halfCloud(50));
    Dataset.Entry entry = dataset.entries().get(0);

    Batch plain = Batches.plain(dataset, entry, new Window(0, 0, 50, 50), 16, AS_STORED);

    assertThat(plain.width()).isEqualTo(64);
    assertThat(plain.inputs()[0]).isEqualTo(400);
    assertThat(plain.inputs()[49]).isEqualTo(6000);
    assertThat(plain.inputs()[50]).isEqualTo(Band.REFLECTANCE_NODATA);
    assertThat(plain.truth()[CLOUD * 64 * 64 + 50]).isEqualTo(Chip.UNKNOWN);
    assertThat(plain.soft()).isNull();
    int covered = 0;
    for (Window window : Batches.covering(entry, 32)) {
      covered += window.pixels();
    }
    assertThat(covered).isEqualTo(2500);
  }

  @Test
  void pathLightIsTakenOffWhatWasSeenFromAbove() {
    try (DatasetWriter writer = DatasetWriter.create(home.resolve("d"))) {
      writer.add(PaintedChips.named("a", "s").in(Part.TRAIN).toa(1), PaintedChips.clear(32, 2000));
      writer.finish(PaintedChips.card());
    }
    Dataset dataset = Dataset.open(home.resolve("d"));
    try (Batches batches = batches(dataset, 1, 0, Augmentation.NONE)) {
      Batch batch = batches.draw(0);
      assertThat(batch.inputs()[0]).isCloseTo(1250, within(1f));
      assertThat(batch.inputs()[5 * batch.plane()]).isCloseTo(1997, within(1f));
    }
  }
}
