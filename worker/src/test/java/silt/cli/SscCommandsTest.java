package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import silt.sediment.regressors.Published;

class SscCommandsTest {

  @TempDir private Path home;

  private CommandLineOf silt(String line) {
    return CommandLineOf.run(
        home, Stream.of(line.replace("HOME", home.toString()).split(" +")).toArray(String[]::new));
  }

  /** GLORIA's tables with water that grows brighter, of six organisations. */
  private void gloria() throws IOException {
    StringBuilder meta = new StringBuilder("GLORIA_ID,Organization_ID,Dataset_ID,Site_name\n");
    StringBuilder oli = new StringBuilder("GLORIA_ID TSS x440 x490 x560 x660 x850\n");
    for (int i = 0; i < 180; i++) {
      double tss = Math.exp(0.7 + 5 * ((i * 67) % 180) / 180.0);
      meta.append("G%d,org %d,set %d,site %d%n".formatted(i, i % 6, i % 6, i % 6));
      oli.append(
          String.format(
              Locale.ROOT,
              "G%d %.3f .01 %.6f %.6f %.6f %.6f%n",
              i,
              tss,
              .006 + .016 * tss / (tss + 60),
              .01 + .03 * tss / (tss + 60),
              .002 + .05 * tss / (tss + 80),
              .0004 + .06 * tss / (tss + 500)));
    }
    Path folder = Files.createDirectories(home.resolve("gloria"));
    Files.writeString(folder.resolve("GLORIA_meta_and_lab.csv"), meta);
    Files.writeString(folder.resolve("oli_simulated_filtered.csv"), oli);
    Files.writeString(
        folder.resolve("sentinel2_simulated_filtered.csv"), oli.toString().replace("x850", "x865"));
  }

  /** Match-ups of two stations, where the water holds twice what nechad says. */
  private void matchups() throws IOException {
    StringBuilder csv =
        new StringBuilder(
            "\ufeffstation,ssc_mg_l,coastal,blue,green,red,nir,swir1,swir2,n_pixels\n");
    for (int i = 0; i < 40; i++) {
      double red = 0.01 + 0.003 * i;
      double nechad = 289.29 * red / (1 - red / 0.1686) + 2.1;
      csv.append(
          String.format(Locale.ROOT, "s%d,%.3f,,.03,.05,%.4f,.01,0,0,9%n", i % 2, 2 * nechad, red));
    }
    Files.writeString(home.resolve("matchups.csv"), csv);
    Published.NECHAD.write(home.resolve("nechad"));
  }

  private JsonNode json(String path) throws IOException {
    return new ObjectMapper().readTree(home.resolve(path).toFile());
  }

  @Test
  void sedimentIsTrainedJudgedOnOrganisationsLeftOutAndUsable() throws IOException {
    gloria();

    CommandLineOf trained =
        silt(
            "model train --kind ssc --data HOME/gloria --engine log-linear --out HOME/mine"
                + " --report HOME/report");

    assertThat(trained.status()).as(trained.err()).isZero();
    assertThat(trained.out())
        .contains("trained mine into")
        .contains("nechad")
        .contains("all groups");
    assertThat(json("report/report.json").at("/tables/L30/rows/log-linear/count").asInt())
        .isEqualTo(180);
    assertThat(silt("model verify --kind ssc HOME/mine").status()).isZero();

    CommandLineOf again =
        silt("model train --kind ssc --data HOME/gloria --engine log-linear --out HOME/mine");
    assertThat(again.status()).isEqualTo(2);
    assertThat(again.err()).contains("is there already");
  }

  @Test
  void whatCannotBecomeABundleIsRefusedBeforeTraining() throws IOException {
    gloria();
    Files.writeString(home.resolve("file"), "");

    CommandLineOf inAFile =
        silt("model train --kind ssc --data HOME/gloria --engine log-linear --out HOME/file/mine");
    assertThat(inAFile.status()).isEqualTo(2);
    assertThat(inAFile.err()).contains("file is no folder that can be written");

    Path oli = home.resolve("gloria/oli_simulated_filtered.csv");
    Files.writeString(oli, Files.readString(oli).replace("x660", "red"));
    CommandLineOf withoutRed =
        silt("model train --kind ssc --data HOME/gloria --engine log-linear --out HOME/mine");
    assertThat(withoutRed.status()).isEqualTo(2);
    assertThat(withoutRed.err()).contains("has no column x660");
    assertThat(home.resolve("mine")).doesNotExist();
  }

  @Test
  void aBundleIsJudgedBesideSamplesWithoutAndWithCalibration() throws IOException {
    matchups();

    CommandLineOf judged =
        silt(
            "model evaluate HOME/nechad --kind ssc --data HOME/matchups.csv --against switching"
                + " --report HOME/report");

    assertThat(judged.status()).as(judged.err()).isZero();
    assertThat(judged.out()).contains("40 match-ups of 2 stations").contains("switching");
    JsonNode rows = json("report/report.json").at("/tables/all/rows");
    assertThat(rows.at("/ssc-nechad/epsPercent").asDouble()).isBetween(95.0, 105.0);
    assertThat(rows.at("/ssc-nechad, calibrated here, leave one station out/epsPercent").asDouble())
        .isLessThan(40);
  }

  @Test
  void aBundleIsCalibratedToSamplesAndSaysSo() throws IOException {
    matchups();

    CommandLineOf calibrated =
        silt("model calibrate HOME/nechad --data HOME/matchups.csv --out HOME/my-river");

    assertThat(calibrated.status()).as(calibrated.err()).isZero();
    assertThat(calibrated.out()).contains("calibrated my-river into");
    assertThat(json("my-river/model.json").at("/training/calibration/from").asText())
        .isEqualTo("ssc-nechad");
    CommandLineOf judged =
        silt("model evaluate HOME/my-river --kind ssc --data HOME/matchups.csv --json");
    assertThat(
            new ObjectMapper()
                .readTree(judged.out())
                .at("/tables/all/rows/my-river/epsPercent")
                .asDouble())
        .isLessThan(25);
  }

  @Test
  void aCalibrationThatPrintsJsonWritesItsReportToo() throws IOException {
    matchups();

    CommandLineOf calibrated =
        silt(
            "model calibrate HOME/nechad --data HOME/matchups.csv --out HOME/my-river"
                + " --report HOME/report --json");

    assertThat(calibrated.status()).as(calibrated.err()).isZero();
    assertThat(new ObjectMapper().readTree(calibrated.out()).at("/name").asText())
        .isEqualTo("my-river");
    assertThat(json("report/report.json").at("/tables/all/rows").has("ssc-nechad")).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          model train --kind ssc --data HOME/none --out HOME/o --engine forest | forest | log-linear
          model train --kind ssc --data HOME/none --out HOME/o | GLORIA_meta_and_lab.csv is missing | --data
          model train --kind ssc --data HOME/a,HOME/b --out HOME/o | --data names 2 folders | GLORIA
          model train --kind ssc --data HOME/a --out HOME/o --name My_Model! | --name My_Model! | lower-case
          model train --kind ssc --data HOME/a --out HOME/o --architecture segnet | --kind ssc | mask
          model train --kind ssc --data HOME/a --out HOME/o --fold 1/5 | --kind ssc | mask
          model train --kind ssc --data HOME/a --out HOME/o --epochs 3 | --kind ssc | mask
          model train --data HOME/a --out HOME/o --engine trees | --kind mask | --kind ssc
          model train --data HOME/a --out HOME/o --init none | --architecture is missing | compact-unet-16
          model evaluate HOME/nechad --kind ssc --data HOME/no.csv | there is no such file | CSV
          model evaluate HOME/nechad --kind ssc --data HOME/matchups.csv --against ndwi | --against ndwi | switching
          model evaluate HOME/nechad --kind ssc --data HOME/matchups.csv --fold 1/2 | --kind ssc | mask
          model evaluate --kind ssc --data HOME/matchups.csv | 0 bundles | BUNDLE
          model calibrate HOME/nechad --data HOME/matchups.csv --out HOME/o --report HOME/matchups.csv | --report | another
          model calibrate HOME/nechad --data HOME/no.csv --out HOME/o | there is no such file | CSV
          """)
  void isRefusedInOneLineBeforeAnythingIsWritten(String line, String thing, String wayOut)
      throws IOException {
    matchups();

    CommandLineOf refusal = silt(line.strip());

    assertThat(refusal.err().strip()).startsWith("silt: ").contains(thing.strip()).hasLineCount(1);
    assertThat(refusal.err().substring(refusal.err().indexOf("; "))).contains(wayOut.strip());
    assertThat(refusal.status()).isEqualTo(2);
    assertThat(home.resolve("o")).doesNotExist();
  }

  @Test
  void helpNamesWhatEachKindTakes() {
    assertThat(silt("model train --help").out()).contains("--kind=mask|ssc", "--engine", "gloria");
    assertThat(silt("model evaluate --help").out()).contains("nechad", "--skip-bad");
    assertThat(silt("model calibrate --help").out()).contains("matchups.csv");
    assertThat(silt("model --help").out()).contains("calibrate");
  }
}
