package silt.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.mask.MaskClass;
import silt.mask.MaskNetwork;
import silt.model.ModelBundle;
import silt.scene.BadInput;
import silt.steps.TrainingOrder;
import silt.steps.TrainingPlan;

class MaskTrainingTest {

  private static final MaskTraining.Watcher NOBODY = new MaskTraining.Watcher() {};

  @TempDir private Path home;

  private Path out(String name) {
    return home.resolve(name);
  }

  private static ModelBundle train(TrainingOrder order) {
    return Ponds.training(order).run(NOBODY).orElseThrow();
  }

  /** Stops after so many steps of a run, wherever in an epoch that is. */
  private static MaskTraining.Watcher stoppingAfter(long steps) {
    return new MaskTraining.Watcher() {
      private long seen;

      @Override
      public void stepped(long done, long of, double loss) {
        seen++;
      }

      @Override
      public boolean stop() {
        return seen == steps;
      }
    };
  }

  private static byte[] weights(ModelBundle bundle) throws IOException {
    return Files.readAllBytes(bundle.file(MaskNetwork.WEIGHTS));
  }

  @Test
  void whatIsStoppedGoesOnToTheVerySameWeights() throws IOException {
    ModelBundle whole = train(Ponds.order(out("whole"), Ponds.plan(3)));

    TrainingOrder order = Ponds.order(out("stopped"), Ponds.plan(3));
    // in the second epoch, so that its beginning is done twice
    assertThat(Ponds.training(order).run(stoppingAfter(9))).isEmpty();
    assertThat(out("stopped.training").resolve("state.bin")).exists();
    ModelBundle resumed = train(order);

    assertThat(weights(resumed)).isEqualTo(weights(whole));
    assertThat(resumed.card().training().path("epochs"))
        .isEqualTo(whole.card().training().path("epochs"));
    assertThat(out("stopped.training")).doesNotExist();
  }

  @Test
  void pondsAreFoundAndTheCardTellsHowThatWasLearned() {
    ModelBundle bundle = train(Ponds.order(out("ponds"), Ponds.plan(5)));

    assertThat(bundle.card().metrics().path("choosing").path("waterF1").asDouble())
        .isGreaterThan(0.9);
    assertThat(bundle.card().training().path("plan").path("seed").asInt()).isEqualTo(5);
    assertThat(bundle.card().training().path("seen").path("ponds").path(0).asText())
        .isEqualTo("pond-1");
    assertThat(bundle.card().credits()).containsExactly("Nobody");
    MaskNetwork.load(bundle).close();
  }

  @Test
  void aClassOfWhichNothingWasKnownIsNeverSaid() {
    ModelBundle bundle = train(Ponds.order(out("ponds"), Ponds.plan(1)));

    assertThat(bundle.card().training().path("learned")).hasSize(1);
    assertThat(bundle.card().thresholds().get("cloud")).isGreaterThan(0.999);
    try (MaskNetwork network = MaskNetwork.load(bundle)) {
      short[][] bands = new short[6][64 * 64];
      for (short[] band : bands) {
        Arrays.fill(band, (short) 5000);
      }
      for (byte flags : network.mask(bands, 64, 64)) {
        assertThat(flags & ~MaskClass.WATER.flag()).isZero();
      }
    }
  }

  @Test
  void aStateOfAnotherPlanIsRefusedWithWhatDiffers() {
    TrainingOrder order = Ponds.order(out("ponds"), Ponds.plan(2));
    assertThat(Ponds.training(order).run(stoppingAfter(7))).isEmpty();

    assertThatThrownBy(() -> train(Ponds.order(out("ponds"), Ponds.plan(3))))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("epochs was 2 and is 3");
  }

  @Test
  void aDamagedStateIsRefused() throws IOException {
    TrainingOrder order = Ponds.order(out("ponds"), Ponds.plan(2));
    assertThat(Ponds.training(order).run(stoppingAfter(7))).isEmpty();
    Path state = out("ponds.training").resolve("state.bin");
    byte[] bytes = Files.readAllBytes(state);
    bytes[bytes.length / 2] ^= 1;
    Files.write(state, bytes);

    assertThatThrownBy(() -> train(order))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("state.bin is damaged");
  }

  @Test
  void theSamePlanAgainFindsItsBundleAndAnotherOneIsRefused() {
    ModelBundle first = train(Ponds.order(out("ponds"), Ponds.plan(1)));

    assertThat(train(Ponds.order(out("ponds"), Ponds.plan(1))).sha256()).isEqualTo(first.sha256());
    assertThatThrownBy(() -> train(Ponds.order(out("ponds"), Ponds.plan(2))))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("there is a bundle already");
  }

  @Test
  void aTrainingThatBeginsFromABundleRemembersWhatThatHasSeen() throws IOException {
    ModelBundle first = train(Ponds.order(out("first"), Ponds.plan(2)));
    TrainingOrder order = Ponds.order(out("second"), gently(1));
    ModelBundle second =
        train(
            new TrainingOrder(
                "second",
                order.out(),
                order.architecture(),
                null,
                order.datasets(),
                "none",
                Map.of(),
                List.of(),
                Map.of(),
                first.folder().toUri(),
                false,
                order.plan()));

    assertThat(second.card().training().path("init").path("sha256").asText())
        .isEqualTo(first.sha256());
    assertThat(second.card().metrics().path("choosing").path("score").asDouble())
        .isGreaterThan(first.card().metrics().path("choosing").path("score").asDouble() - 0.05);
    assertThat(weights(second)).isNotEqualTo(weights(first));
  }

  private static TrainingPlan gently(int epochs) {
    TrainingPlan p = Ponds.plan(epochs);
    return new TrainingPlan(
        epochs,
        p.steps(),
        p.batch(),
        p.side(),
        1e-5,
        TrainingPlan.ADAM,
        0,
        0,
        0,
        0,
        p.seed(),
        List.of("water"),
        TrainingPlan.UNIFORM,
        Map.of(),
        0.5,
        0,
        0,
        1,
        TrainingPlan.BEST,
        Map.of(),
        0);
  }
}
