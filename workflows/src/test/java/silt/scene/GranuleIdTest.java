package silt.scene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class GranuleIdTest {

  private final GranuleId granule = new GranuleId("HLS.S30.T60GVA.2024037T222549.v2.0");

  @Test
  void tellsSensorTileZoneAndTime() {
    assertThat(granule.sensor()).isEqualTo(Sensor.S30);
    assertThat(granule.tile()).isEqualTo("60GVA");
    assertThat(granule.utmZone()).isEqualTo(60);
    assertThat(granule.acquiredAt()).isEqualTo(Instant.parse("2024-02-06T22:25:49Z"));
  }

  @Test
  void namesABandAsItsSensorDoes() {
    assertThat(granule.fileName(Band.NIR)).endsWith(".v2.0.B8A.tif");
    assertThat(new GranuleId("HLS.L30.T15UXP.2024283T165135.v2.0").fileName(Band.NIR))
        .endsWith(".v2.0.B05.tif");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "HLS.S30.T60GVA.2024037T222549.v1.5",
        "HLS.S31.T60GVA.2024037T222549.v2.0",
        "HLS.S30.T61GVA.2024037T222549.v2.0",
        "HLS.S30.T60IVA.2024037T222549.v2.0",
        "HLS.S30.T60GVA.2023366T222549.v2.0",
        "HLS.S30.T60GVA.2024037T242549.v2.0",
        "HLS.S30.T60GVA.2024037T222549.v2.0.B04.tif"
      })
  void refusesWhatIsNoGranuleNamingItAndTheForm(String text) {
    assertThatThrownBy(() -> new GranuleId(text))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining(String.valueOf(text))
        .extracting(refusal -> ((BadInput) refusal).remedy())
        .asString()
        .contains("HLS.S30.T60GVA.2024037T222549.v2.0");
  }
}
