package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.training.data.Chip;
import silt.training.data.DatasetCard;
import silt.training.data.DatasetWriter;
import silt.training.data.DatasetWriter.Named;
import silt.training.data.Part;

class DatasetCommandsTest {

  private static final int SIDE = 16;

  @TempDir private Path home;
  private String folder;

  /** Two chips: all water that trains, and one that judges. */
  @BeforeEach
  void writeADataset() {
    folder = home.resolve("ponds").toString();
    try (DatasetWriter writer = DatasetWriter.create(home.resolve("ponds"))) {
      for (Part part : List.of(Part.TRAIN, Part.JUDGE)) {
        byte[][] truth = new byte[5][SIDE * SIDE];
        Arrays.fill(truth[0], (byte) (part == Part.TRAIN ? 1 : 0));
        writer.add(
            Named.surface(part.word(), "pond-" + part.word(), "L30", "painted", "CC0-1.0").in(part),
            new Chip(SIDE, SIDE, new short[6][SIDE * SIDE], truth));
      }
      writer.finish(
          DatasetCard.of(
              "ponds",
              "a test",
              "painted",
              List.of("CC0-1.0"),
              List.of("the painter"),
              Map.of(),
              List.of()));
    }
  }

  @Test
  void aDatasetIsShownByPartAndClass() {
    CommandLineOf shown = CommandLineOf.run(home, "dataset", "show", folder, "--verify");

    assertThat(shown.status()).isZero();
    assertThat(shown.out())
        .contains("CC0-1.0")
        .contains("the painter")
        .containsPattern("train +1 +1 +100.00/100")
        .containsPattern("judge +1 +1 +0.00/100")
        .containsPattern("all +2 +2 +50.00/100");
  }

  @Test
  void aDatasetIsShownAsDataSiteBySite() {
    CommandLineOf shown =
        CommandLineOf.run(home, "dataset", "show", folder, "--by", "site", "--json");

    assertThat(shown.status()).isZero();
    assertThat(shown.out()).contains("\"pond-judge\"").contains("\"CC0-1.0\"");
  }

  @Test
  void damageIsFoundOnlyWherePixelsAreReadAndIsOneLine() throws IOException {
    Path chip = home.resolve("ponds/chips/train.tif");
    Files.write(chip, Arrays.copyOf(Files.readAllBytes(chip), 300));

    assertThat(CommandLineOf.run(home, "dataset", "show", folder).status()).isZero();
    CommandLineOf verified = CommandLineOf.run(home, "dataset", "show", folder, "--verify");
    assertThat(verified.status()).isNotZero();
    assertThat(verified.err().strip().lines()).hasSize(1).first().asString().contains("train.tif");
  }

  @Test
  void aFolderThatIsNoDatasetIsRefused() {
    refused("dataset.json is missing", "dataset", "show", home.toString());
    refused(
        "dataset.json is missing",
        "labels",
        "teach",
        "--model",
        "m.onnx",
        "--data",
        home.toString());
  }

  @Test
  void aTeacherThatIsNotThereIsRefused() {
    refused(
        "there is no such file", "labels", "teach", "--model", home + "/m.onnx", "--data", folder);
  }

  @Test
  void aFoldThatIsNoneIsRefused() {
    refused("fold 7/5", "dataset", "show", folder, "--fold", "7/5");
  }

  @Test
  void whatCannotBeMadeIsRefusedAndNothingIsLeft() throws IOException {
    String out = home.resolve("made").toString();
    refused("Did you mean hls-chips", "dataset", "make", "hls-chip", "--data", "d", "--out", out);
    refused("index.csv is missing", "dataset", "make", "hls-chips", "--data", folder, "--out", out);
    refused(
        "no sensor or date to set aside",
        "dataset",
        "make",
        "terrain",
        "--judge",
        "x",
        "--data",
        folder,
        "--out",
        out);
    refused(
        "no such image",
        "dataset",
        "make",
        "cloud-shadow",
        "--judge",
        "x",
        "--data",
        folder,
        "--out",
        out);
    refused("is there already", "dataset", "make", "terrain", "--data", folder, "--out", folder);
    assertThat(Files.list(home)).containsExactly(home.resolve("ponds"));
  }

  private void refused(String said, String... arguments) {
    CommandLineOf refused = CommandLineOf.run(home, arguments);
    assertThat(refused.status()).isEqualTo(2);
    assertThat(refused.err().strip().lines()).hasSize(1).first().asString().contains(said);
  }
}
