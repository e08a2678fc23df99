package silt.training.data.makers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.mask.MaskClass;
import silt.scene.BadInput;
import silt.scene.Band;
import silt.testdata.RealData;
import silt.training.data.Chip;
import silt.training.data.Dataset;
import silt.training.data.Fold;
import silt.training.data.Level;
import silt.training.data.Part;
import silt.training.data.PathRadiance;
import silt.training.data.Spectra;
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
  void drawnShadowIsDarkInTheNearInfraredAndJudgesByDate() {
    Path data = RealData.at("shadow-series").getParent();

    Dataset dataset = Maker.SHADOW_SERIES.make(data, null, home.resolve("d"), written -> {});

    assertThat(dataset.entries())
        .extracting(Dataset.Entry::id)
        .containsExactly("2020-06-15", "2020-06-25", "2020-06-27", "2020-07-22");
    assertThat(dataset.entries(Fold.NONE, Part.TRAIN)).isEmpty();
    assertThat(dataset.entries())
        .allMatch(entry -> entry.estimated().equals(Set.of(Band.SWIR1, Band.SWIR2)));
    assertThat(dataset.card().notes().get(0)).contains("not measured");
    Chip chip = dataset.read(dataset.entries().get(2));
    double[] nir = new double[2];
    int[] counted = new int[2];
    double swir = 0;
    for (int i = 0; i < chip.pixels(); i++) {
      byte shadow = chip.truth(MaskClass.CLOUD_SHADOW, i);
      if (shadow >= 0) {
        nir[shadow] += chip.bands()[3][i] / 10_000.0;
        counted[shadow]++;
        swir += chip.bands()[4][i] / 10_000.0;
      }
    }
    // as the data's own notes have it: 0.43 outside, 0.19 inside
    assertThat(nir[0] / counted[0]).isBetween(0.38, 0.48);
    assertThat(nir[1] / counted[1]).isBetween(0.16, 0.22);
    assertThat(swir / (counted[0] + counted[1])).isBetween(0.1, 0.3);
  }

  @Test
  void oneDateJudgesWhileTheOthersTrain() {
    Path data = RealData.at("shadow-series").getParent();

    Dataset dataset =
        Maker.SHADOW_SERIES.make(data, "2020-06-27", home.resolve("d"), written -> {});

    assertThat(dataset.entries(Fold.NONE, Part.JUDGE))
        .extracting(Dataset.Entry::id)
        .containsExactly("2020-06-27");
    assertThat(dataset.entries(Fold.NONE, Part.TRAIN)).hasSize(3);
    assertThatThrownBy(
            () -> Maker.SHADOW_SERIES.make(data, "2020-04-11", home.resolve("e"), written -> {}))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("no shadow was drawn then");
  }

  @Test
  void pixelHistoriesGiveSpectraToPasteAndNoChips() {
    Path data = RealData.at("pixel-series").getParent();

    Dataset dataset = Maker.PIXEL_SERIES.make(data, null, home.resolve("d"), written -> {});

    assertThat(dataset.entries()).isEmpty();
    Spectra spectra = dataset.spectra();
    assertThat(spectra.clouds()).hasSize(400).allMatch(cloud -> cloud[0] >= 0.25f);
    assertThat(spectra.shadows()).hasSizeGreaterThan(300).allMatch(left -> left[3] < 0.6f);
    assertThat(spectra.snows()).hasSizeGreaterThan(50).allMatch(snow -> snow[4] < snow[1]);
    // the sky lights a shadow, most in the blue
    assertThat(spectra.shadows().stream().filter(left -> left[0] > left[4]).count())
        .isGreaterThan(spectra.shadows().size() * 8L / 10);
    assertThat(dataset.card().licences()).contains("MIT (yatsm)");
  }

  @Test
  void slopesThatTheLowSunOfNovemberHardlyReachesAreDarker() {
    Path data = RealData.at("terrain").getParent();

    Dataset dataset = Maker.TERRAIN.make(data, null, home.resolve("d"), written -> {});

    Dataset.Entry july = dataset.entries().get(0);
    Dataset.Entry november = dataset.entries().get(1);
    assertThat(july.known().yes(MaskClass.TERRAIN_SHADE)).isZero();
    assertThat(november.known().yes(MaskClass.TERRAIN_SHADE)).isBetween(1, 100);
    assertThat(november.known().no(MaskClass.TERRAIN_SHADE)).isGreaterThan(60_000);
    assertThat(darker(dataset, november)).isLessThan(0.75);
    int plausible = 0;
    for (short nir : dataset.read(july).bands()[3]) {
      plausible += nir > 200 && nir < 6000 ? 1 : 0;
    }
    assertThat(plausible).isGreaterThan(89_000);
  }

  /** Near infrared where hardly half the light of level ground falls, over that where all does. */
  private static double darker(Dataset dataset, Dataset.Entry entry) {
    short[] nir = dataset.read(entry).bands()[3];
    float[] sunlight = dataset.witness(entry).orElseThrow().band("sunlight").orElseThrow();
    double[] sum = new double[2];
    int[] count = new int[2];
    for (int i = 0; i < nir.length; i++) {
      if (sunlight[i] < 0.55f || sunlight[i] > 1) {
        int lit = sunlight[i] > 1 ? 1 : 0;
        sum[lit] += nir[i];
        count[lit]++;
      }
    }
    return sum[0] / count[0] / (sum[1] / count[1]);
  }

  @Test
  void missingDataIsRefusedAndNothingIsLeft() throws Exception {
    assertThatThrownBy(() -> Maker.HLS_CHIPS.make(home, null, home.resolve("d"), written -> {}))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("index.csv is missing");
    assertThat(Files.list(home)).isEmpty();
  }
}
