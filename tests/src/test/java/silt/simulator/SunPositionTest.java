package silt.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SunPositionTest {

  /** Times and mean sun angles as tagged in the real S30 files of T13RCN and T35VLJ. */
  @ParameterizedTest
  @CsvSource({
    "2024-05-07T17:55:57Z, -106.49, 29.33, 19.52, 125.08, 0.6, 2",
    "2021-06-17T10:13:17Z,   24.20, 61.70, 38.67, 174.79, 0.8, 3"
  })
  void agreesWithTheSunAnglesOfRealGranules(
      Instant time,
      double longitude,
      double latitude,
      double zenith,
      double azimuth,
      double zenithWithin,
      double azimuthWithin) {
    SunPosition sun = SunPosition.at(time, longitude, latitude);

    assertThat(sun.zenithDeg()).isCloseTo(zenith, within(zenithWithin));
    assertThat(sun.azimuthDeg()).isCloseTo(azimuth, within(azimuthWithin));
  }
}
