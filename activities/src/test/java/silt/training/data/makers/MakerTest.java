package silt.training.data.makers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.mask.MaskClass;
import silt.scene.BadInput;
import silt.testdata.RealData;
import silt.training.data.Chip;
import silt.training.data.Dataset;
import silt.training.data.Fold;
import silt.training.data.Level;
import silt.training.data.Part;
import silt.training.data.PathRadiance;
import silt.training.data.Witness;

class MakerTest {

  @TempDir private Path home;

  @Test
  void realChipsHoldWaterOnlyWhereOccurrenceAgrees() {
    Path data = RealData.at("hls-chips").getParent();

    Dataset dataset = Maker.HLS_CHIPS.make(data, null, home.resolve("d"), written -> {});

    assertThat(dataset.entries()).hasSize(240);
    assertThat(dataset.entries().stream().map(Dataset.Entry::site).distinct()).hasSize(143);
    for (Dataset.Entry entry : dataset.entries().subList(0, 40)) {
      Chip chip = dataset.read(entry);
      Witness witness = dataset.witness(entry).orElseThrow();
      byte[] occurrence = witness.bytes(Witness.OCCURRENCE).orElseThrow();
      assertThat(witness.bands()).containsOnlyKeys("fmask", "elevation", "occurrence", "handLabel");
      for (int i = 0; i < chip.pixels(); i++) {
        byte water = chip.truth(MaskClass.WATER, i);
        if (water == 1) {
          assertThat(occurrence[i] & 0xff).isBetween(50, 100);
        } else if (water == 0) {
          assertThat(occurrence[i]).isZero();
        }
      }
    }
  }

  @Test
  void oneSensorTrainsWhileTheOtherJudges() {
    Path data = RealData.at("cloud-shadow-chips").getParent();

    Dataset dataset = Maker.CLOUD_SHADOW.make(data, "landsat5", home.resolve("d"), written -> {});

    List<Dataset.Entry> judging = dataset.entries(Fold.NONE, Part.JUDGE);
    assertThat(judging).extracting(Dataset.Entry::sensor).containsExactly("landsat5");
    assertThat(judging.get(0).width()).isEqualTo(512);
    assertThat(dataset.entries(Fold.NONE, Part.TRAIN))
        .hasSize(2)
        .allMatch(entry -> entry.sensor().equals("sentinel2"));
    assertThat(dataset.entries(Fold.NONE, Part.CHOOSE)).hasSize(1);
    assertThat(dataset.entries()).allMatch(entry -> entry.level() == Level.TOA);
  }

  @Test
  void pathLightIsTakenOffTheBlueMost() {
    Path data = RealData.at("cloud-shadow-chips").getParent();
    Dataset dataset = Maker.CLOUD_SHADOW.make(data, "landsat5", home.resolve("d"), written -> {});
    Dataset.Entry entry = dataset.entries(Fold.NONE, Part.JUDGE).get(0);
    Chip seen = dataset.read(entry);

    Chip near = PathRadiance.nearSurface(entry, seen);

    int blue = seen.bands()[0][1000] - near.bands()[0][1000];
    int red = seen.bands()[2][1000] - near.bands()[2][1000];
    assertThat(blue).isGreaterThan(100).isGreaterThan(2 * red);
    assertThat(PathRadiance.share(near.bands()[0])).isLessThan(0.01);
  }

  @Test
  void missingDataIsRefusedAndNothingIsLeft() throws Exception {
    assertThatThrownBy(() -> Maker.HLS_CHIPS.make(home, null, home.resolve("d"), written -> {}))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("index.csv is missing");
    assertThat(Files.list(home)).isEmpty();
  }
}
