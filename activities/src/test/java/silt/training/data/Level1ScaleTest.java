package silt.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.scene.BadInput;
import silt.scene.Band;

class Level1ScaleTest {

  @TempDir private Path home;

  private Path mtl(String... lines) throws IOException {
    return Files.write(home.resolve("MTL.txt"), List.of(lines));
  }

  @Test
  void countsBecomeReflectanceUnderTheSunAsItStood() throws IOException {
    Level1Scale scale =
        Level1Scale.of(
            mtl(
                "    SUN_ELEVATION = 30.0",
                "    REFLECTANCE_MULT_BAND_2 = 2.0000E-05",
                "    REFLECTANCE_ADD_BAND_2 = -0.100000"));

    // (2e-5 x 10,000 - 0.1) / sin 30 degrees = 0.2
    assertThat(scale.reflectance(2, new float[] {10_000, 0, 5_000}))
        .containsExactly((short) 2_000, Band.REFLECTANCE_NODATA, (short) 0);
  }

  @Test
  void aBandThatTheFileDoesNotTellOfIsRefused() throws IOException {
    Level1Scale scale = Level1Scale.of(mtl("SUN_ELEVATION = 45"));

    assertThatThrownBy(() -> scale.reflectance(7, new float[1]))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("REFLECTANCE_MULT_BAND_7");
  }

  @Test
  void aSceneByNightIsRefused() throws IOException {
    Path night = mtl("SUN_ELEVATION = -4.2");

    assertThatThrownBy(() -> Level1Scale.of(night))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("-4.2");
  }
}
