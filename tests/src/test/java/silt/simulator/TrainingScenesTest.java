package silt.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.mask.MaskClass;
import silt.simulator.Scenery.Purpose;
import silt.training.data.Chip;
import silt.training.data.Dataset;
import silt.training.data.Fold;
import silt.training.data.Part;

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
  void whatIsWrittenOpensAsADataset() {
    int code =
        SimulatorProgram.of(new TrainingScenes())
            .execute("--out", out.toString(), "--count", "29", "--size", "64");

    assertThat(code).isZero();
    Dataset dataset = Dataset.open(out);
    assertThat(dataset.entries()).hasSize(29);
    // the seventh world chooses, whatever the fold
    assertThat(dataset.entries(Fold.parse("1/2"), Part.CHOOSE)).hasSize(4);
    assertThat(dataset.entries(Fold.NONE, Part.JUDGE)).isEmpty();
    Dataset.Entry entry = dataset.entries().get(28);
    Chip chip = dataset.read(entry);
    assertThat(chip.width()).isEqualTo(64);
    assertThat(dataset.entries()).anyMatch(any -> any.known().yes(MaskClass.WATER) > 0);
    for (int i = 0; i < chip.pixels(); i++) {
      // nothing is known under cloud but what shows through
      if (chip.truth(MaskClass.CLOUD, i) == 1) {
        assertThat(chip.truth(MaskClass.SNOW_ICE, i)).isNotZero();
      }
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
    assertThat(out.resolve("index.csv")).doesNotExist();
  }
}
