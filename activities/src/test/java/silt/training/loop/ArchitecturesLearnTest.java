package silt.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import silt.mask.MaskClass;
import silt.mask.architectures.Architecture;
import silt.steps.TrainingPlan;

class ArchitecturesLearnTest {

  private static Learner learner(Architecture architecture) {
    TrainingPlan plan = Ponds.plan(2);
    MaskLoss loss = new MaskLoss(EnumSet.of(MaskClass.WATER), Map.of(), 0);
    return new Learner(architecture, plan, loss, TaskWeights.fixed(Map.of()), 1);
  }

  /** Fingerprints, for the largest network would fill the heap a few times. */
  private static Map<String, Integer> weights(Learner learner) {
    Map<String, Integer> hashes = new HashMap<>();
    learner
        .parameters()
        .forEach(
            (name, parameter) ->
                hashes.put(name, Arrays.hashCode(parameter.getArray().toFloatArray())));
    return hashes;
  }

  /** Whatever a network draws by itself, e.g. which features to drop, is drawn again alike. */
  @Tag("slow")
  @ParameterizedTest
  @EnumSource
  void everyNetworkLearnsAndGoesOnFromItsState(Architecture architecture) {
    Ponds ponds = new Ponds(4);
    Map<String, Integer> after;
    Map<String, float[]> state;
    try (Learner whole = learner(architecture)) {
      final Map<String, Integer> before = weights(whole);
      assertThat(whole.learn(ponds.draw(0)).loss()).isBetween(0.05, 50.0);
      state = whole.save();
      whole.learn(ponds.draw(1));
      after = weights(whole);

      List<String> unmoved =
          before.keySet().stream()
              .filter(name -> after.get(name).equals(before.get(name)))
              .filter(name -> whole.parameters().get(name).getArray().getShape().dimension() > 1)
              .toList();
      // the other four heads were not asked anything
      assertThat(unmoved).allMatch(name -> name.startsWith("decoders."));
    }

    try (Learner resumed = learner(architecture)) {
      resumed.restore(state, 1);
      resumed.learn(ponds.draw(1));
      assertThat(weights(resumed)).isEqualTo(after);
    }
  }
}
