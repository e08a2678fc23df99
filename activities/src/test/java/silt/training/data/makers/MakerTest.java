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
  void theQualityBandIsBelievedOnlyWhereThePixelBearsItOut() {
    Path data = RealData.at("landsat-bqa").getParent();

    Dataset dataset = Maker.LANDSAT_BQA.make(data, null, home.resolve("d"), written -> {});

    assertThat(dataset.entries())
        .extracting(Dataset.Entry::id)
        .containsExactly(
            "montana-lc08-upper", "montana-lc08-lower", "montana-lt05-upper", "montana-lt05-lower");
    assertThat(dataset.entries(Fold.NONE, Part.CHOOSE)).hasSize(2);
    for (Dataset.Entry entry : dataset.entries()) {
      Chip chip = dataset.read(entry);
      int clouds = 0;
      for (int i = 0; i < chip.pixels(); i++) {
        boolean cloud = chip.truth(MaskClass.CLOUD, i) == 1;
        clouds += cloud ? 1 : 0;
        assertThat(cloud && chip.bands()[0][i] <= 1_800).as("dark cloud at " + i).isFalse();
        assertThat(cloud && chip.truth(MaskClass.CLOUD_SHADOW, i) == 1).as("both").isFalse();
        assertThat(chip.truth(MaskClass.WATER, i)).isEqualTo(Chip.UNKNOWN);
      }
      assertThat(clouds).isGreaterThan(chip.pixels() / 50);
      assertThat(entry.path()).isBetween(0.5, 0.8);
    }
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
