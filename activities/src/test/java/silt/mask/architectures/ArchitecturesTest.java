package silt.mask.architectures;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import silt.mask.Torch;

/** Each network beside its original in PyTorch, on the same weights. */
class ArchitecturesTest {

  private static final Logger log = LoggerFactory.getLogger(ArchitecturesTest.class);

  @BeforeAll
  static void load() {
    Torch.require();
  }

  @ParameterizedTest
  @EnumSource
  void parametersHaveTheNamesAndShapesOfTheStateDictInItsOrder(Architecture architecture) {
    Fixture fixture = Fixture.of(architecture);
    try (NDManager manager = NDManager.newBaseManager()) {
      List<String> ours =
          fixture.network(manager, 6).published().entrySet().stream()
              .map(
                  p ->
                      p.getKey()
                          + " "
                          + Arrays.toString(p.getValue().getArray().getShape().getShape())
                              .replace(" ", ""))
              .toList();

      assertThat(ours).containsExactlyElementsOf(fixture.parameters());
    }
  }

  @ParameterizedTest
  @EnumSource
  void probabilitiesAreThoseOfPyTorch(Architecture architecture) {
    Fixture fixture = Fixture.of(architecture);
    for (int bands : new int[] {6, 4}) {
      try (NDManager manager = NDManager.newBaseManager()) {
        SegmentationNetwork network = fixture.network(manager, bands);
        double plain = fixture.difference(fixture.logits(network, manager, bands), bands);
        network.fold(manager);
        double folded = fixture.difference(fixture.logits(network, manager, bands), bands);
        log.info(
            "{}, {} bands: probabilities differ by at most {} ({} folded)",
            architecture.word(),
            bands,
            String.format("%.1e", plain),
            String.format("%.1e", folded));

        assertThat(plain).isLessThan(2e-5);
        assertThat(folded).isLessThan(2e-5);
      }
    }
  }
}
