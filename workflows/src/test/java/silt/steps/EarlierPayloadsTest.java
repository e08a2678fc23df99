package silt.steps;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import silt.scene.GranuleId;
import silt.scene.Scene;

/** What an earlier build wrote into a history is read by this one. */
class EarlierPayloadsTest {

  private static final DataConverter CONVERTER = DefaultDataConverter.STANDARD_INSTANCE;
  private static final ArtifactRef FILE =
      new ArtifactRef(URI.create("file:///a"), "a".repeat(64), 7);

  private static Payload payload(Object value) {
    Optional<Payload> payload = CONVERTER.toPayload(value);
    return payload.orElseThrow();
  }

  private static <T> T without(String field, T value, Class<T> type) {
    Payload now = payload(value);
    String json = now.getData().toStringUtf8();
    String then = json.replaceAll(",\"" + field + "\":(\\{[^{}]*}|null)", "");
    assertThat(then).as("the payload of before").isNotEqualTo(json).doesNotContain(field);
    return CONVERTER.fromPayload(
        now.toBuilder().setData(ByteString.copyFromUtf8(then)).build(), type, type);
  }

  @Test
  void aSceneThatWasMeasuredBeforeThereWereFlagsHasNone() {
    StepRun run = new StepRun("sediment", Instant.EPOCH, Instant.EPOCH, 1, "here", false);
    MeasuredScene now = new MeasuredScene(FILE, FILE, 3, 1, run, FILE, new TreeMap<>());

    MeasuredScene noRaster = without("quality", now, MeasuredScene.class);
    MeasuredScene noCounts = without("flaggedPixels", now, MeasuredScene.class);

    assertThat(noRaster.quality()).isNull();
    assertThat(noRaster.ssc()).isEqualTo(FILE);
    assertThat(noCounts.flaggedPixels()).isNull();
  }

  @Test
  void aFillThatWasOrderedBeforeThereWereFlagsHasNone() {
    ModelRef model = new ModelRef("m", "b".repeat(64));
    FillOrder now =
        new FillOrder(
            1,
            new Scene(new GranuleId("HLS.S30.T60GVA.2024037T222549.v2.0"), 1),
            new ProductRef("p", 1, model, model, "f32", new TreeMap<>()),
            "reaches",
            FILE,
            FILE,
            FILE);

    assertThat(without("quality", now, FillOrder.class))
        .isEqualTo(
            new FillOrder(
                1, now.scene(), now.product(), now.zoneSet(), now.mask(), now.ssc(), null));
  }
}
