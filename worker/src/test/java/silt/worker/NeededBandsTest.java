package silt.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.failure.ApplicationFailure;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import silt.scene.GranuleId;
import silt.scene.Scene;
import silt.steps.ModelRef;
import silt.steps.ProductRef;
import silt.steps.SceneOrder;

class NeededBandsTest {

  @Test
  void aParameterThatCannotBeEndsTheSceneAtOnce() {
    ModelRef model = new ModelRef("m", "0".repeat(64));
    ProductRef product =
        new ProductRef("p", 2, model, model, "f32", new TreeMap<>(Map.of("minPixels", "2.5")));
    SceneOrder order =
        new SceneOrder(
            new Scene(new GranuleId("HLS.S30.T60GVA.2024037T222549.v2.0"), 1),
            product,
            URI.create("https://archive/"),
            List.of(),
            null);
    NeededBands bands =
        new NeededBands(
            ref -> {
              throw new AssertionError("no bundle is asked for");
            });

    assertThatThrownBy(() -> bands.apply(order))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.isNonRetryable()).isTrue();
              assertThat(failure.getMessage()).contains("minPixels");
            });
  }
}
