package silt.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.raster.GeoTiff;
import silt.raster.Window;

@Tag("slow")
class ChipTilesTest {

  private static final String GRANULE = "HLS.L30.T60GVV.2024045T220733.v2.0";

  @TempDir private static Path root;
  private static Path data;
  private static Path folder;

  @BeforeAll
  static void compose() throws IOException {
    data = realData();
    Path sites = Files.write(root.resolve("sites.txt"), List.of("24", "110"));
    int code =
        SimulatorProgram.of(new ChipTiles())
            .execute(
                "--data", data.toString(), "--out", root.toString(), "--sites", sites.toString());
    assertThat(code).isZero();
    folder = root.resolve("granules").resolve(GRANULE);
  }

  private static Path realData() {
    String named = System.getenv("SILT_TEST_DATA");
    if (named != null && Files.isDirectory(Path.of(named, "hls-chips"))) {
      return Path.of(named);
    }
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path candidate = up.resolve("shared/data");
      if (Files.isDirectory(candidate.resolve("hls-chips"))) {
        return candidate;
      }
    }
    return Assumptions.abort(
        "no real chips: ../shared/data/hls-chips is absent and SILT_TEST_DATA does not name it");
  }

  @Test
  void chipsLieWhereTheSidecarSaysPixelForPixel() throws IOException {
    List<String> places = Files.readAllLines(folder.resolve("truth/chips.csv"));
    assertThat(places.size()).isGreaterThan(2);
    String[] place = places.get(2).split(",");
    Window there = new Window(Integer.parseInt(place[2]), Integer.parseInt(place[3]), 128, 128);
    try (GeoTiff nir = GeoTiff.open(folder.resolve(GRANULE + ".B05.tif"));
        GeoTiff chip = GeoTiff.open(data.resolve("hls-chips/images/" + place[0] + ".tif"))) {
      assertThat(nir.readShorts(1, there))
          .isEqualTo(chip.readShorts(5, new Window(0, 0, 128, 128)));
    }
  }

  @Test
  void theRestIsNodata() {
    try (GeoTiff red = GeoTiff.open(folder.resolve(GRANULE + ".B04.tif"));
        GeoTiff fmask = GeoTiff.open(folder.resolve(GRANULE + ".Fmask.tif"))) {
      Window gap = new Window(140, 0, 60, 60);
      assertThat(red.readShorts(1, gap)).containsOnly(-9_999);
      assertThat(fmask.readBytes(1, gap)).containsOnly(0xff);
    }
  }
}
