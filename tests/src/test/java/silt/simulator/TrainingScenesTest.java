package silt.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.raster.GeoTiff;
import silt.simulator.Scenery.Purpose;

class TrainingScenesTest {

  @TempDir private Path out;

  @Test
  void trainingAndJudgingShareNoWorld() {
    Set<Long> seeds = new HashSet<>();
    for (int site = 0; site < 200; site++) {
      assertThat(seeds.add(Scenery.world(Purpose.TRAIN, 1, site).seed())).isTrue();
      assertThat(seeds.add(Scenery.world(Purpose.JUDGE, 1, site).seed())).isTrue();
    }
    assertThat(Scenery.world(Purpose.TRAIN, 1, 0).parameters())
        .isNotEqualTo(Scenery.world(Purpose.JUDGE, 1, 0).parameters());
  }

  @Test
  void theManifestNamesChipsOfSevenBandsWithTheirTruth() throws IOException {
    int code =
        SimulatorProgram.of(new TrainingScenes())
            .execute("--out", out.toString(), "--count", "5", "--size", "64");

    assertThat(code).isZero();
    List<String> lines = Files.readAllLines(out.resolve("manifest.csv"));
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0)).isEqualTo("file,truth,site,split,sensor,level,source,licence");
    String[] chip = lines.get(5).split(",");
    try (GeoTiff bands = GeoTiff.open(out.resolve(chip[0]));
        GeoTiff truth = GeoTiff.open(out.resolve(chip[1]))) {
      assertThat(bands.bands()).isEqualTo(7);
      assertThat(truth.grid().samePixelsAs(bands.grid())).isTrue();
      assertThat(bands.grid().width()).isEqualTo(64);
    }
  }

  @Test
  void fortySitesHoldEveryClass() {
    Set<Integer> seen = new HashSet<>();
    for (int site = 0; site < 40; site++) {
      World world = Scenery.world(Purpose.TRAIN, 2, site);
      Frame frame = Scenery.frame(world, 0, 64);
      SceneRecipe recipe = Scenery.pass(Purpose.TRAIN, world, 0, frame);
      RenderedScene scene = new SceneRenderer(recipe, frame, Scenery.sun(world, 0)).render();
      assertThat(scene.coverage()).as("site %d", site).isPositive();
      for (int flag = 1; flag <= TruthFlags.TERRAIN_SHADE; flag <<= 1) {
        if (scene.shareOf(flag) > 0.02) {
          seen.add(flag);
        }
      }
    }
    assertThat(seen).containsExactlyInAnyOrder(1, 2, 4, 8, 16);
  }

  @Test
  void anUnknownPurposeIsRefused() {
    int code =
        SimulatorProgram.of(new TrainingScenes())
            .execute("--out", out.toString(), "--purpose", "fun");

    assertThat(code).isEqualTo(2);
    assertThat(out.resolve("manifest.csv")).doesNotExist();
  }
}
