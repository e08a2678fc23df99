package silt.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import silt.training.JudgeTile;

/**
 * A whole granule of real chips, of sites that trained nothing, through archive, fetch, mask,
 * sediment and database; its mask is judged beside the plain baselines.
 */
@Tag("slow")
class RealPixelsTest {

  private static final String GRANULE = "HLS.L30.T60GVV.2024045T220733.v2.0";
  private static final double HELD_OUT = 0.3;

  private static Installation installation;
  private static ObjectNode report;
  private static int chips;

  @BeforeAll
  static void runTheTile() throws IOException {
    Path data = realData();
    installation = Installation.withSmallScenes(1);
    Path archive = installation.home().resolve("archive");
    int composed =
        new CommandLine(new RealChips())
            .execute("--data", data.toString(), "--tile", archive.toString());
    assertThat(composed).as("the exit code of composing the tile").isZero();
    installation.startWorker();
    installation.done("scene", "run", GRANULE, "--cells");
    Path mask = Path.of(URI.create(installation.sql("select mask_uri from silt.scene_run").get(0)));
    Path places = archive.resolve("granules").resolve(GRANULE).resolve("truth/chips.csv");
    chips = Files.readAllLines(places).size() - 1;
    report = JudgeTile.of(data, mask, places, HELD_OUT);
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
    double ours = f1(JudgeTile.PRODUCT);
    assertThat(ours).isGreaterThan(f1("Fmask water bit")).isGreaterThan(f1("MNDWI > 0"));
  }

  private static double f1(String method) {
    return report.path(method).path("f1TruthB").asDouble();
  }

  @Test
  void slopesAreNotTakenForWater() {
    assertThat(report.path(JudgeTile.PRODUCT).path("falseWaterOnSlopesOver10Deg").asDouble())
        .isLessThan(0.01);
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
