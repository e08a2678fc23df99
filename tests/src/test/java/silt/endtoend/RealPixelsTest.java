package silt.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import silt.bench.RealChips;
import silt.training.data.Dataset;
import silt.training.data.Fold;
import silt.training.data.makers.Maker;
import silt.training.judge.Section;
import silt.training.judge.TileJudge;

/**
 * A whole granule of real chips through archive, fetch, mask, sediment and database; its mask is
 * judged beside the plain baselines. The bundle that ships may have seen these sites: what it is
 * worth elsewhere {@code silt model evaluate} tells, here the whole road must lose none of it.
 */
@Tag("slow")
class RealPixelsTest {

  private static final String GRANULE = "HLS.L30.T60GVV.2024045T220733.v2.0";
  private static final Fold FOLD = new Fold(1, 5);

  private static Installation installation;
  private static Section water;
  private static int chips;

  @BeforeAll
  static void runTheTile() throws IOException {
    Path data = realData();
    installation = Installation.withSmallScenes(1);
    Path archive = installation.home().resolve("archive");
    int composed =
        new CommandLine(new RealChips())
            .execute(
                "--data", data.toString(), "--tile", archive.toString(), "--fold", FOLD.toString());
    assertThat(composed).as("the exit code of composing the tile").isZero();
    installation.startWorker();
    installation.done("scene", "run", GRANULE, "--cells");
    Path mask = Path.of(URI.create(installation.sql("select mask_uri from silt.scene_run").get(0)));
    Path places = archive.resolve("granules").resolve(GRANULE).resolve("truth/chips.csv");
    chips = Files.readAllLines(places).size() - 1;
    Path chipFolder = installation.home().resolve("hls-chips");
    Dataset dataset = Maker.HLS_CHIPS.make(data, null, chipFolder, written -> {});
    water = TileJudge.of(dataset, mask, places, FOLD);
  }

  @AfterAll
  static void bringDown() {
    if (installation != null) {
      installation.close();
    }
  }

  private static Path realData() {
    String named = System.getenv("SILT_TEST_DATA");
    Path data =
        named == null ? Installation.repository().resolve("../shared/data") : Path.of(named);
    Assumptions.assumeTrue(
        Files.isDirectory(data.resolve("hls-chips")),
        "no real chips: SILT_TEST_DATA or ../shared/data holds no hls-chips");
    return data;
  }

  @Test
  void waterIsFoundBetterThanByFmaskAndMndwi() {
    double ours = f1(TileJudge.PRODUCT);
    assertThat(ours).isGreaterThan(f1("Fmask")).isGreaterThan(f1("MNDWI > 0"));
  }

  private static double f1(String method) {
    return water.value(method, "f1TruthB");
  }

  @Test
  void slopesAreNotTakenForWater() {
    assertThat(water.value(TileJudge.PRODUCT, "falseWaterOnSlopesOver10Deg")).isLessThan(0.01);
  }

  @Test
  void realWaterHasConcentrationsInTheDatabase() {
    assertThat(installation.sql("select outcome from silt.scene_run")).containsExactly("OBSERVED");
    assertThat(installation.count("select count(*) from silt.observation where ssc_mg_l > 0"))
        .isPositive();
  }

  @Test
  void nothingIsClaimedOfThePixelsBetweenTheChips() {
    assertThat(installation.count("select n_valid from silt.scene_run"))
        .isPositive()
        .isLessThanOrEqualTo(chips * 128L * 128L);
  }
}
