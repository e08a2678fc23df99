package silt.training.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.mask.MaskClass;
import silt.model.Sha256;
import silt.raster.Window;
import silt.scene.BadInput;
import silt.scene.Band;
import silt.testdata.RealData;
import silt.training.data.Chip;
import silt.training.data.Dataset;
import silt.training.data.DatasetWriter;
import silt.training.data.PaintedChips;
import silt.training.data.Part;
import silt.training.data.SoftLabels;
import silt.training.data.makers.Maker;

/** The tiny teacher is made by {@code make-tiny-teacher.py}, which lies beside it. */
class TeacherTest {

  private static final String CARD =
      """
      {"name": "tiny", "sha256": "SHA", "licence": "CC0-1.0", "credit": "made for a test",
       "level": "surface", "bands": ["BLUE", "GREEN", "RED", "NIR", "SWIR1", "SWIR2"],
       "mean": [0, 0, 0, 0, 0, 0], "spread": [1, 1, 1, 1, 1, 1], "side": 32, "overlap": 6,
       "outputs": ["none", "cloud", "cloudShadow"], "activation": "softmax"}
      """;

  @TempDir private Path home;
  private Path tiny;

  @BeforeEach
  void bringTheTeacher() throws IOException {
    tiny = home.resolve("tiny.onnx");
    try (InputStream in = TeacherTest.class.getResourceAsStream("tiny.onnx")) {
      Files.copy(in, tiny);
    }
    card(CARD.replace("SHA", Sha256.of(tiny)));
  }

  private void card(String text) throws IOException {
    Files.writeString(home.resolve("tiny.teacher.json"), text);
  }

  @Test
  void itTellsOfEveryPixelOfAChipLargerThanItsWindow() {
    Chip chip = PaintedChips.halfCloud(70);
    try (Teacher teacher = Teacher.open(tiny)) {
      float[][] told = teacher.probabilities(chip);

      // logits at blue = nir = 0.6: none 0, cloud 12, shadow -20; at 0.04: 0, -10.4, 2.4
      for (int i = 0; i < chip.pixels(); i++) {
        boolean cloud = chip.truth(MaskClass.CLOUD, i) == 1;
        assertThat(told[MaskClass.CLOUD.ordinal()][i])
            .isCloseTo(cloud ? 0.99999f : 0.000003f, within(1e-5f));
        if (cloud) {
          assertThat(told[MaskClass.CLOUD_SHADOW.ordinal()][i]).isNaN();
        } else {
          assertThat(told[MaskClass.CLOUD_SHADOW.ordinal()][i]).isCloseTo(0.91683f, within(1e-4f));
        }
        assertThat(told[MaskClass.WATER.ordinal()][i]).isNaN();
      }
    }
  }

  @Test
  void aPixelThatWasNotMeasuredStaysUnknown() {
    Chip chip = PaintedChips.halfCloud(32);
    chip.bands()[5][40] = Band.REFLECTANCE_NODATA;
    try (Teacher teacher = Teacher.open(tiny)) {
      float[][] told = teacher.probabilities(chip);
      assertThat(told[MaskClass.CLOUD.ordinal()][40]).isNaN();
      assertThat(told[MaskClass.CLOUD.ordinal()][41]).isNotNaN();
    }
  }

  @Test
  void aDatasetKeepsItsWordItsLicenceAndItsCredit() {
    PaintedChips.dataset(
        home.resolve("d"), PaintedChips.halfCloud(40), PaintedChips.clear(20, 900));

    Teaching.Taught taught = Teaching.teach(tiny, Dataset.open(home.resolve("d")), chips -> {});

    assertThat(taught.chips()).isEqualTo(2);
    Dataset dataset = Dataset.open(home.resolve("d"));
    assertThat(dataset.card().credits()).contains("made for a test");
    assertThat(dataset.card().teachers()).hasSize(1);
    assertThat(dataset.card().teachers().get(0).licence()).isEqualTo("CC0-1.0");
    assertThat(dataset.card().teachers().get(0).knows()).containsExactly("cloud", "cloudShadow");
    SoftLabels soft =
        dataset.soft(dataset.entries().get(0), new Window(0, 0, 40, 40)).orElseThrow();
    assertThat(soft.probability(MaskClass.CLOUD, 0)).isZero();
    assertThat(soft.probability(MaskClass.CLOUD, 39)).isEqualTo(1);
    assertThat(soft.probability(MaskClass.CLOUD_SHADOW, 0)).isCloseTo(0.917f, within(0.003f));
    assertThat(soft.probability(MaskClass.SNOW_ICE, 0)).isNaN();
    assertThat(home.resolve("d/.taught")).doesNotExist();
  }

  @Test
  void chipsOfAnotherLevelOrWithEstimatedBandsAreLeftAlone() {
    try (DatasetWriter writer = DatasetWriter.create(home.resolve("d"))) {
      writer.add(PaintedChips.named("a", "s"), PaintedChips.clear(32, 900));
      writer.add(PaintedChips.named("b", "s").toa(0.1), PaintedChips.clear(32, 900));
      writer.add(
          PaintedChips.named("c", "s").estimating(Set.of(Band.SWIR2)), PaintedChips.clear(32, 900));
      writer.finish(PaintedChips.card());
    }

    Teaching.Taught taught = Teaching.teach(tiny, Dataset.open(home.resolve("d")), chips -> {});

    assertThat(taught.chips()).isEqualTo(1);
    assertThat(taught.leftOut()).isEqualTo(2);
    Dataset dataset = Dataset.open(home.resolve("d"));
    assertThat(dataset.entries()).filteredOn(dataset::hasSoft).hasSize(1);
  }

  @Test
  void aDatasetOfAnotherLevelAloneIsRefused() {
    try (DatasetWriter writer = DatasetWriter.create(home.resolve("d"))) {
      writer.add(PaintedChips.named("b", "s").toa(0.1), PaintedChips.clear(32, 900));
      writer.finish(PaintedChips.card());
    }
    assertThatThrownBy(() -> Teaching.teach(tiny, Dataset.open(home.resolve("d")), chips -> {}))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("knows surface reflectance");
  }

  @Test
  void aModelThatNobodyTellsOfIsRefused() throws IOException {
    Files.delete(home.resolve("tiny.teacher.json"));
    assertThatThrownBy(() -> Teacher.open(tiny))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("tiny.teacher.json is missing");
  }

  @Test
  void aCardOfAnotherFileIsRefused() throws IOException {
    card(CARD.replace("SHA", "0".repeat(64)));
    assertThatThrownBy(() -> Teacher.open(tiny))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("its sha256 is 0000");
  }

  @Test
  void aCardWithoutALicenceIsRefused() throws IOException {
    card(CARD.replace("SHA", Sha256.of(tiny)).replace("CC0-1.0", ""));
    assertThatThrownBy(() -> Teacher.open(tiny))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("licence");
  }

  @Test
  void aCardThatDoesNotFitTheFileIsRefused() throws IOException {
    card(CARD.replace("SHA", Sha256.of(tiny)).replace("\"side\": 32", "\"side\": 64"));
    try (Teacher teacher = Teacher.open(tiny)) {
      assertThatThrownBy(() -> teacher.probabilities(PaintedChips.clear(32, 900)))
          .isInstanceOf(BadInput.class)
          .hasMessageContaining("cannot be asked as its card says");
    }
  }

  @Test
  void whatIsNoModelIsRefused() throws IOException {
    Files.writeString(tiny, "no model");
    card(CARD.replace("SHA", Sha256.of(tiny)));
    assertThatThrownBy(() -> Teacher.open(tiny))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("cannot be loaded");
  }

  @Test
  void fourPublishedTeachersAreKnown() {
    assertThat(TeacherCard.published())
        .hasSize(4)
        .allMatch(card -> card.licence().equals("Apache-2.0"))
        .allMatch(card -> card.knows().contains("cloudShadow"));
  }

  /** With {@code SILT_TEACHER} set to ukis-csmask's {@code model_6b_l1c.onnx}. */
  @Test
  void thePublishedTeacherFindsTheCloudsThatItsMakersDrew() {
    String file = System.getenv("SILT_TEACHER");
    Assumptions.assumeTrue(file != null, "SILT_TEACHER names no model_6b_l1c.onnx: not tried");
    Path data = RealData.at("cloud-shadow-chips").getParent();
    Dataset dataset = Maker.CLOUD_SHADOW.make(data, "landsat5", home.resolve("d"), chips -> {});
    Dataset.Entry entry =
        dataset.entries().stream().filter(e -> e.part() == Part.JUDGE).findFirst().orElseThrow();
    Chip chip = dataset.read(entry);
    int right = 0;
    int counted = 0;
    try (Teacher teacher = Teacher.open(Path.of(file))) {
      float[] cloud = teacher.probabilities(chip)[MaskClass.CLOUD.ordinal()];
      for (int i = 0; i < chip.pixels(); i++) {
        counted++;
        right += (cloud[i] > 0.5f) == (chip.truth(MaskClass.CLOUD, i) == 1) ? 1 : 0;
      }
    }
    assertThat(right / (double) counted).isGreaterThan(0.9);
  }
}
