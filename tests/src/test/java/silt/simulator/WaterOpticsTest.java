package silt.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import silt.scene.Sensor;
import silt.simulator.WaterOptics.Properties;

class WaterOpticsTest {

  private static final WaterType RIVER = new WaterType(3, 0.6, 0.016, 0.009, 0.6, 0.035, 0.0115);

  @ParameterizedTest
  @EnumSource(Sensor.class)
  void moreSedimentRaisesRedReflectance(Sensor sensor) {
    Properties water = properties(sensor);
    int red = band(sensor, SensorBand.RED);
    float before = WaterOptics.reflectance(water, red, 0.5);
    for (double ssc = 1; ssc < 1_500; ssc *= 1.3) {
      float now = WaterOptics.reflectance(water, red, ssc);
      assertThat(now).as("red at %.0f mg/L", ssc).isGreaterThan(before);
      before = now;
    }
  }

  @Test
  void turbidRiversAreAsBrightInRedAsNechadsFormulaSays() {
    // Nechad et al. 2010, OLI: rho = S / (A + S / C); individual waters scatter by a factor of 2
    Properties water = properties(Sensor.L30);
    for (double ssc : new double[] {10, 30, 100, 300}) {
      double expected = ssc / (289.29 + ssc / 0.1686);
      double got = WaterOptics.reflectance(water, band(Sensor.L30, SensorBand.RED), ssc);
      assertThat(got / expected).as("at %.0f mg/L", ssc).isBetween(0.5, 2.0);
    }
  }

  @Test
  void clearWaterIsDarkInTheShortWaveInfrared() {
    Properties water = properties(Sensor.S30);
    assertThat((double) WaterOptics.reflectance(water, band(Sensor.S30, SensorBand.SWIR1), 200))
        .isCloseTo(0, within(0.002));
  }

  private static Properties properties(Sensor sensor) {
    return WaterOptics.properties(
        RIVER, SensorBand.of(sensor).stream().mapToDouble(SensorBand::nm).toArray());
  }

  private static int band(Sensor sensor, int spectrum) {
    for (int b = 0; b < SensorBand.of(sensor).size(); b++) {
      if (SensorBand.of(sensor).get(b).spectrum() == spectrum) {
        return b;
      }
    }
    throw new IllegalArgumentException("no such band");
  }
}
