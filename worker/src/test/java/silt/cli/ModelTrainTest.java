package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import silt.mask.MaskClass;
import silt.training.data.Chip;
import silt.training.data.DatasetCard;
import silt.training.data.DatasetWriter;
import silt.training.data.DatasetWriter.Named;
import silt.training.data.Part;

class ModelTrainTest {

  private static final int SIDE = 48;
  private static final String SHORT =
      "--epochs 2 --steps 2 --batch 2 --side 32 --threads 1 --clouds 0 --snow 0 ";
  private static final int[] LAKE = {500, 450, 300, 120, 60, 40};
  private static final int[] LAND = {500, 800, 900, 2600, 2400, 1500};

  @TempDir private Path home;

  @BeforeEach
  void paintADataset() {
    try (DatasetWriter writer = DatasetWriter.create(home.resolve("ponds"))) {
      for (Part part : List.of(Part.TRAIN, Part.CHOOSE, Part.JUDGE)) {
        writer.add(
            Named.surface(part.word(), "pond-" + part.word(), "L30", "painted", "CC0-1.0").in(part),
            pond());
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

  private static Chip pond() {
    short[][] bands = new short[6][SIDE * SIDE];
    byte[][] truth = new byte[MaskClass.values().length][SIDE * SIDE];
    for (byte[] known : truth) {
      Arrays.fill(known, Chip.UNKNOWN);
    }
    for (int i = 0; i < SIDE * SIDE; i++) {
      boolean wet = i % SIDE < SIDE / 2;
      truth[MaskClass.WATER.ordinal()][i] = (byte) (wet ? 1 : 0);
      for (int b = 0; b < bands.length; b++) {
        bands[b][i] = (short) (wet ? LAKE : LAND)[b];
      }
    }
    return new Chip(SIDE, SIDE, bands, truth);
  }

  private CommandLineOf train(String options) {
    List<String> words = new ArrayList<>(List.of("model", "train", "--out", out().toString()));
    String line = options.contains("--data") ? options : options + " --data " + home + "/ponds";
    line = line.contains("--arch") ? line : line + " --architecture compact-unet-16";
    line = line.contains("--init ") ? line : line + " --init none";
    words.addAll(List.of(line.strip().split(" +")));
    return CommandLineOf.run(home, words.toArray(String[]::new));
  }

  private Path out() {
    return home.resolve("my-mask");
  }

  private JsonNode card() throws IOException {
    return new ObjectMapper().readTree(out().resolve("model.json").toFile());
  }

  @Test
  void everyEpochIsToldAndTheBundleNamesItsDataAndItsPlan() throws IOException {
    CommandLineOf trained = train(SHORT);

    assertThat(trained.status()).as(trained.err()).isZero();
    assertThat(trained.err())
        .containsPattern("epoch 1/2: loss [0-9.]+, F1 water [0-9.]+, score [0-9.]+ .*left")
        .containsPattern("epoch 2/2: loss [0-9.]+, F1 water");
    assertThat(trained.out()).contains("trained my-mask into " + out());
    JsonNode training = card().path("training");
    assertThat(training.path("data").path(0).path("licences").path(0).asText())
        .isEqualTo("CC0-1.0");
    assertThat(training.path("seen").path("ponds").toString())
        .isEqualTo("[\"pond-choose\",\"pond-train\"]");
    assertThat(training.path("learned").toString()).isEqualTo("[\"water\"]");
    assertThat(card().path("credits").path(0).asText()).isEqualTo("the painter");
    assertThat(CommandLineOf.run(home, "model", "verify", out().toString()).status()).isZero();
  }

  @Test
  void theSameCommandAgainFindsItsBundleAndGoesOnFromABundleElsewhere() throws IOException {
    train(SHORT);
    String first = card().path("files").toString();

    CommandLineOf again = train(SHORT + "--json");
    assertThat(again.err()).contains("was trained by this very plan already");
    assertThat(new ObjectMapper().readTree(again.out()).path("name").asText()).isEqualTo("my-mask");

    Files.move(out(), home.resolve("first"));
    CommandLineOf further = train(SHORT + "--fold 1/3 --init " + home + "/first");
    assertThat(further.status()).as(further.err()).isZero();
    assertThat(card().path("training").path("init").path("name").asText()).isEqualTo("my-mask");
    assertThat(card().path("files").toString()).isNotEqualTo(first);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --kind ssc | --kind ssc | mask
          --architecture u-net | architecture u-net: is unknown | compact-unet-16
          --epochs 0 | --epochs 0 | at least 1
          --side 40 | --side 40: is no multiple of 16 | 48
          --rate 0 | --rate 0.0 | 1e-3
          --optimizer sgd | --optimizer sgd | adam or adamw
          --tasks water,clouds | --tasks: there is no class clouds | cloudShadow
          --task-weights water | water is no weight | uniform
          --threads 4096 | --threads 4096 | on this machine
          --fold 6/5 | fold 6/5 | 2/5
          --init no-such-bundle | no-such-bundle has no model.json | folder
          --init-partial | --init-partial without --init | Name the bundle
          --data no-such-data | no-such-data | dataset
          --shares pools=1 | --shares pools: there is no such source | ponds
          --shares ponds:snowIce=1 | no chip of it trains | share
          --choose water=pools | there is no such dataset or source | ponds
          --without L30 | no site of it chooses | more sites
          --patience 3 --keep last | --patience 3 --keep last | drop one
          --name My_Mask! | --name My_Mask! | lower-case
          --ema 1 | --ema 1.0 | 0.995
          """)
  void isRefusedInOneLineBeforeAnythingIsWritten(String options, String thing, String wayOut) {
    CommandLineOf refusal = train(options);

    assertThat(refusal.err().strip()).startsWith("silt: ").contains(thing.strip()).hasLineCount(1);
    assertThat(refusal.err().substring(refusal.err().indexOf("; "))).contains(wayOut.strip());
    assertThat(refusal.status()).isEqualTo(2);
    assertThat(out()).doesNotExist();
    assertThat(home.resolve("my-mask.training")).doesNotExist();
  }

  @Test
  void aFolderThatHoldsSomethingElseIsLeftAlone() throws IOException {
    Files.createDirectories(out());
    Files.writeString(out().resolve("thesis.tex"), "mine");

    CommandLineOf refusal = train(SHORT);

    assertThat(refusal.status()).isEqualTo(2);
    assertThat(refusal.err()).contains("is there already");
    assertThat(out().resolve("thesis.tex")).hasContent("mine");
  }

  @Test
  void aTeacherThatLearnedFromOtherSitesThanTheFoldsIsRefused() {
    String ponds = home.resolve("ponds").toString();
    assertThat(
            CommandLineOf.run(
                    home, "labels", "teach", "--model", "trees", "--fold", "1/2", "--data", ponds)
                .status())
        .isZero();

    CommandLineOf other = train(SHORT + "--teacher-weight 1 --fold 2/2");

    assertThat(other.status()).isEqualTo(2);
    assertThat(other.err()).contains("learned under fold 1/2");
    assertThat(out()).doesNotExist();
  }

  @Test
  void anOptionOfThePlanIsGivenOnceAndOthersKeepTheirValues() {
    CommandLineOf twice = train(SHORT + "--ema 0.9 --ema 0.99");

    assertThat(twice.status()).isEqualTo(2);
    assertThat(twice.err()).contains("--ema").contains("only once");
  }
}
