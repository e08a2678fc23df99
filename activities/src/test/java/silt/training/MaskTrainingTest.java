package silt.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.mask.MaskClass;
import silt.mask.MaskNetwork;
import silt.model.ModelBundle;

class MaskTrainingTest {

  private static final int[] LAND = {500, 800, 900, 2600, 2200, 1300};
  private static final int[] WATER = {420, 560, 480, 180, 60, 30};

  @TempDir Path folder;

  /** A pond in a field; only water is known. */
  private static Chip pond(long seed) {
    int side = 64;
    Random random = new Random(seed);
    double x0 = 16 + random.nextInt(32);
    double y0 = 16 + random.nextInt(32);
    short[][] bands = new short[6][side * side];
    byte[][] truth = new byte[MaskClass.values().length][side * side];
    for (byte[] known : truth) {
      Arrays.fill(known, Chip.UNKNOWN);
    }
    for (int i = 0; i < side * side; i++) {
      boolean wet = Math.hypot(i % side - x0, i / side - y0) < 14;
      truth[MaskClass.WATER.ordinal()][i] = (byte) (wet ? 1 : 0);
      for (int b = 0; b < 6; b++) {
        bands[b][i] = (short) ((wet ? WATER : LAND)[b] * (0.9 + 0.2 * random.nextDouble()));
      }
    }
    return new Chip("made", "site" + seed, Chip.SURFACE, side, side, bands, truth);
  }

  private static List<Chip> ponds(int from, int count) {
    List<Chip> chips = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      chips.add(pond(from + i));
    }
    return chips;
  }

  private static MaskTraining.Fitted fit() {
    MaskTraining.Plan plan = new MaskTraining.Plan(32, 4, 12, 2, 4e-3, 5);
    List<MaskTraining.Source> sources = List.of(new MaskTraining.Source(ponds(0, 6), 1));
    return new MaskTraining(plan, sources, ponds(100, 3)).run(null, epoch -> {});
  }

  @Test
  void afterAFewStepsPondsAreFoundWhereNoneTrained() {
    MaskTraining.Fitted fitted = fit();

    assertThat(fitted.epoch().loss()).isLessThan(fitted.firstLoss() * 0.7);
    assertThat(fitted.epoch().thresholds().best(MaskClass.WATER)).isGreaterThan(0.9);
  }

  @Test
  void theBundleSaysWhatTheTrainingSaid() {
    MaskTraining.Fitted fitted = fit();
    ModelBundle bundle =
        TrainMask.write(
            folder,
            "mask-ponds",
            fitted,
            JsonNodeFactory.instance.objectNode(),
            JsonNodeFactory.instance.objectNode());
    Chip pond = pond(200);
    try (MaskNetwork network = MaskNetwork.load(ModelBundle.open(folder))) {
      ClassScores scores =
          new ClassScores().addFlags(pond, network.mask(pond.bands(), pond.width(), pond.height()));
      var said = JsonNodeFactory.instance.objectNode();
      scores.describe(said);

      assertThat(said.get("waterF1").asDouble()).isGreaterThan(0.85);
      assertThat(bundle.card().thresholds().get("cloud")).isEqualTo(0.5);
    }
  }
}
