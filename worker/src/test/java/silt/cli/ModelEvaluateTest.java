package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import silt.mask.MaskClass;
import silt.training.data.Chip;
import silt.training.data.DatasetCard;
import silt.training.data.DatasetWriter;
import silt.training.data.DatasetWriter.Named;
import silt.training.data.Witness;

class ModelEvaluateTest {

  private static final int SIDE = 64;
  private static final String SHIPPED =
      Path.of("..", "deploy", "models", "mask-hls-1").toAbsolutePath().normalize().toString();

  @TempDir private Path home;

  /** Clear water left, bright land right, and witnesses who agree. */
  private Path lakes() {
    short[][] bands = new short[6][SIDE * SIDE];
    byte[][] truth = new byte[MaskClass.values().length][SIDE * SIDE];
    Map<String, float[]> witnesses = new LinkedHashMap<>();
    for (String name :
        List.of(Witness.FMASK, Witness.ELEVATION, Witness.OCCURRENCE, Witness.HAND_LABEL)) {
      witnesses.put(name, new float[SIDE * SIDE]);
    }
    int[] lake = {500, 450, 300, 120, 60, 40};
    int[] land = {500, 800, 900, 2600, 2400, 1500};
    for (int i = 0; i < SIDE * SIDE; i++) {
      boolean wet = i % SIDE < SIDE / 2;
      for (int b = 0; b < 6; b++) {
        bands[b][i] = (short) (wet ? lake[b] : land[b]);
      }
      truth[MaskClass.WATER.ordinal()][i] = (byte) (wet ? 1 : 0);
      witnesses.get(Witness.FMASK)[i] = wet ? 1 << 5 : 0;
      witnesses.get(Witness.OCCURRENCE)[i] = wet ? 100 : 0;
      witnesses.get(Witness.HAND_LABEL)[i] = wet ? 1 : 0;
    }
    for (MaskClass c : List.of(MaskClass.SNOW_ICE, MaskClass.TERRAIN_SHADE)) {
      Arrays.fill(truth[c.ordinal()], Chip.UNKNOWN);
    }
    Path folder = home.resolve("lakes");
    try (DatasetWriter writer = DatasetWriter.create(folder)) {
      writer.add(
          Named.surface("lake", "lake", "L30", "painted", "CC0-1.0"),
          new Chip(SIDE, SIDE, bands, truth),
          new Witness(SIDE, SIDE, witnesses));
      writer.finish(
          DatasetCard.of(
              "lakes",
              "a test",
              "painted",
              List.of("CC0-1.0"),
              List.of(),
              Map.of(Witness.FMASK, "painted"),
              List.of()));
    }
    return folder;
  }

  @Test
  void theTableTheJsonAndThePageAreThere() throws Exception {
    Path out = home.resolve("out");
    CommandLineOf judged =
        CommandLineOf.run(
            home,
            "model",
            "evaluate",
            SHIPPED,
            "--data",
            lakes().toString(),
            "--against",
            "mndwi,fmask",
            "--report",
            out.toString());

    assertThat(judged.status()).as(judged.err()).isZero();
    assertThat(judged.out())
        .contains("mask-hls-1, judged on 1 chips of 1 sites")
        .containsPattern("MNDWI > 0 +1\\.0000 +1\\.0000 +1\\.0000")
        .contains("not judged: Cloud shadow");
    assertThat(judged.err()).contains("judged: ").contains("report.html");
    assertThat(Files.readString(out.resolve("report.json"))).contains("\"MNDWI > 0\"");
    assertThat(out.resolve("report.html")).isNotEmptyFile();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --data none/ | there is no bundle | --folds
          BUNDLE --folds some/ --data none/ | BUNDLE and --folds are both | Give a BUNDLE
          BUNDLE --data none/ | dataset.json is missing | dataset
          BUNDLE --data LAKES --fold 6/5 | fold 6/5 | 2/5
          BUNDLE --data LAKES --against fmsk | --against fmsk | fmask
          BUNDLE --data LAKES --by month | --by month | site, date or sensor
          BUNDLE --data LAKES --form f16 | numeric form f16 | bf16
          BUNDLE --data LAKES --against no.onnx | no.onnx: there is no such file | .onnx
          --folds LAKES --data LAKES | it holds no bundle | one bundle folder for each fold
          BUNDLE --data LAKES --report LAKES/dataset.json/x | --report | Name another
          """)
  void isRefusedInOneLine(String line, String thing, String wayOut) {
    String words =
        line.strip().replace("BUNDLE --", SHIPPED + " --").replace("LAKES", lakes().toString());
    CommandLineOf refusal = CommandLineOf.run(home, ("model evaluate " + words).split(" "));

    assertThat(refusal.status()).isEqualTo(2);
    assertThat(refusal.err().strip()).startsWith("silt: ").contains(thing).hasLineCount(1);
    assertThat(refusal.err().substring(refusal.err().indexOf("; "))).contains(wayOut);
    assertThat(refusal.out()).isEmpty();
  }
}
