package silt.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import silt.mask.forms.Device;
import silt.mask.forms.NumericForm;
import silt.model.ModelBundle;
import silt.scene.Band;

/** How the work is spread changes no flag, in any numeric form. */
class PaceTest {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void threadsAndBatchesChangeNoFlag(NumericForm form) {
    Map<Band, Path> bands = new PaintedTile(420).write(folder);
    ModelBundle bundle = Bundles.untrained(folder.resolve("bundle"));
    try (MaskNetwork network = MaskNetwork.load(bundle, form, Device.CPU)) {
      byte[] alone = flags(network, new Pace(1, 1, 1), bands);

      for (Pace pace :
          new Pace[] {new Pace(2, 1, 1), new Pace(3, 1, 2), new Pace(1, 3, 1), new Pace(2, 4, 1)}) {
        assertThat(flags(network, pace, bands)).as(pace.toString()).isEqualTo(alone);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatTheProbeChoosesChangesNoFlag(NumericForm form) {
    Map<Band, Path> bands = new PaintedTile(300).write(folder);
    ModelBundle bundle = Bundles.untrained(folder.resolve("bundle"));
    try (MaskNetwork network = MaskNetwork.load(bundle, form, Device.CPU)) {
      Pace chosen = Probe.pace(network, Share.ofCores(2));

      assertThat(chosen.lanes()).isEqualTo(2);
      assertThat(chosen.batch()).isBetween(1, 4);
      assertThat(flags(network, chosen, bands)).isEqualTo(flags(network, new Pace(1, 1, 1), bands));
    }
  }

  private static byte[] flags(MaskNetwork network, Pace pace, Map<Band, Path> bands) {
    return new WholeTile(network, pace).run(bands, done -> {}).flags();
  }
}
