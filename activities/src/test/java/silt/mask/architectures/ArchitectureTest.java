package silt.mask.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDManager;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import silt.mask.MaskClass;
import silt.mask.Torch;
import silt.scene.BadInput;

class ArchitectureTest {

  @Test
  void thePublishedNameOfMobileNetMeansTheSmallOne() {
    assertThat(Architecture.of("mobilenetv3-lraspp"))
        .isSameAs(Architecture.MOBILENETV3_LRASPP_SMALL);
  }

  @Test
  void anUnknownWordIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> Architecture.of("prithvi"))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("prithvi");
  }

  @Test
  void everyClassHasOneHeadAndOnlyTheSunIsInverted() {
    var tasks = Architecture.SEGNET.publishedTasks();

    assertThat(tasks).extracting(PublishedTask::mask).containsExactlyInAnyOrder(MaskClass.values());
    assertThat(tasks)
        .filteredOn(PublishedTask::inverted)
        .extracting(PublishedTask::head)
        .containsExactly("sun_mask");
    assertThat(Architecture.COMPACT_UNET.publishedTasks()).isEmpty();
  }

  @Test
  void savedWeightsGiveTheSameLogitsInAFreshNetwork() throws IOException, MalformedModelException {
    Torch.require();
    Fixture fixture = Fixture.of(Architecture.MOBILENETV3_LRASPP_SMALL);
    try (NDManager manager = NDManager.newBaseManager()) {
      SegmentationNetwork network = fixture.network(manager, 6);
      ByteArrayOutputStream saved = new ByteArrayOutputStream();
      network.saveParameters(new DataOutputStream(saved));
      SegmentationNetwork fresh = fixture.architecture().create(6);
      fresh.loadParameters(
          manager, new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));

      assertThat(fixture.logits(fresh, manager, 6))
          .containsExactly(fixture.logits(network, manager, 6));
    }
  }
}
