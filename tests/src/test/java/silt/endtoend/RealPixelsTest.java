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
import silt.raster.GeoTiff;
import silt.simulator.ChipTiles;

/**
 * A whole granule of real chips through archive, fetch, mask, sediment and database.
 *
 * <p>It scores nothing: the bundle that ships has trained on these sites. What the recipe is worth
 * on sites it never saw is {@code silt model evaluate --folds}'s to say.
 */
@Tag("slow")
class RealPixelsTest {

  private static final String GRANULE = "HLS.L30.T60GVV.2024045T220733.v2.0";

  /** The bundle of the installation's product. */
  private static final String BUNDLE = "mask-hls-1";

  private static Installation installation;
  private static Path granule;
  private static int chips;

  @BeforeAll
  static void runTheTile() throws IOException {
    Path data = realData();
    installation = Installation.withSmallScenes(1);
    Path archive = installation.home().resolve("archive");
    int composed =
        new CommandLine(new ChipTiles())
            .execute("--data", data.toString(), "--out", archive.toString(), "--granule", GRANULE);
    assertThat(composed).as("the exit code of composing the tile").isZero();
    installation.startWorker();
    installation.done("scene", "run", GRANULE, "--cells");
    granule = archive.resolve("granules").resolve(GRANULE);
    chips = Files.readAllLines(granule.resolve("truth/chips.csv")).size() - 1;
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
  void theServiceMasksAsTheCommandDoesByHand() {
    Path byService =
        Path.of(URI.create(installation.sql("select mask_uri from silt.scene_run").get(0)));
    Path byHand = installation.home().resolve("by-hand");
    String bundle = Installation.repository().resolve("deploy/models").resolve(BUNDLE).toString();

    installation.done("mask", granule.toString(), "--model", bundle, "--out", byHand.toString());

    assertThat(flags(byHand.resolve("mask.tif"))).isEqualTo(flags(byService));
  }

  private static byte[] flags(Path mask) {
    try (GeoTiff raster = GeoTiff.open(mask)) {
      return raster.readBytes(1, raster.grid().whole());
    }
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
