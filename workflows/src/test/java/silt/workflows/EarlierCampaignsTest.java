package silt.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import silt.scene.Outcome;
import silt.steps.CampaignOrder;
import silt.steps.Decision;
import silt.steps.Failures.Person;

/** What an earlier build wrote of a campaign is read by this one. */
class EarlierCampaignsTest {

  private static final DataConverter CONVERTER = DefaultDataConverter.STANDARD_INSTANCE;

  private static <T> T read(String json, Class<T> type) {
    Payload form = CONVERTER.toPayload("").orElseThrow();
    return CONVERTER.fromPayload(
        form.toBuilder().setData(ByteString.copyFromUtf8(json)).build(), type, type);
  }

  @Test
  void aProgressWithoutHandoverHasNothingInFlight() {
    String then =
        "{\"discovered\":7,\"cursor\":3,\"finished\":{\"OBSERVED\":2,\"FAILED\":1},\"elsewhere\":1}";

    assertThat(read(then, CampaignProgress.class))
        .isEqualTo(
            new CampaignProgress(7, 3, Map.of(Outcome.OBSERVED, 2L, Outcome.FAILED, 1L), 1, null));
  }

  @Test
  void anOrderWithoutPriorityIsOfHistory() {
    String now =
        CONVERTER.toPayload(WorkflowWorld.order("demo", 4)).orElseThrow().getData().toStringUtf8();
    String then = now.replaceAll(",\"priority\":\\d", "");
    assertThat(then).isNotEqualTo(now);

    assertThat(read(then, CampaignOrder.class).priority()).isEqualTo(CampaignOrder.HISTORIC);
  }

  @Test
  void whatIsHandedOverIsReadAsItWasWritten() {
    Handover handover =
        new Handover(
            3,
            List.of("a/r1"),
            Map.of(Person.DISK_FULL, List.of("b/r1")),
            Map.of(Person.DISK_FULL, "no room"),
            List.of("c/r1"),
            new Decision("anna", null),
            null,
            List.of(),
            Map.of("d/r1", "LICENCE_NOT_ACCEPTED: not accepted"),
            new Handover.Told("PAUSED", "DISK_FULL: no room"));
    CampaignProgress progress = new CampaignProgress(9, 4, Map.of(), 0, handover);

    Payload written = CONVERTER.toPayload(progress).orElseThrow();

    assertThat(CONVERTER.fromPayload(written, CampaignProgress.class, CampaignProgress.class))
        .isEqualTo(progress);
  }

  @Test
  void aHandoverOfAnEarlierBuildLacksWhatThisOneAdds() {
    String then =
        "{\"window\":3,\"working\":[\"a/r1\"],\"blocked\":{},\"why\":{},\"elsewhere\":[],"
            + "\"pausedBy\":null,\"cancelledBy\":null,\"unwritten\":[]}";

    assertThat(read(then, Handover.class).told()).isNull();
    assertThat(read(then, Handover.class).alone()).isEmpty();
  }
}
