package silt.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import silt.mask.LogScaling;
import silt.mask.MaskClass;
import silt.testdata.RealData;

class TruthTest {

  @Test
  void aSiteKeepsItsPartAndSharesAreAsAsked() {
    int judging = 0;
    for (int i = 0; i < 1000; i++) {
      assertThat(Part.of("s" + i, 0.3)).isEqualTo(Part.of("s" + i, 0.3));
      judging += Part.of("s" + i, 0.3) == Part.JUDGE ? 1 : 0;
    }
    assertThat(judging).isBetween(250, 350);
  }

  @Test
  void noSiteBothTrainsAndJudges() {
    Path folder = RealData.at("hls-chips");
    TreeMap<String, Set<Part>> parts = new TreeMap<>();
    for (HlsChips.Entry entry : HlsChips.read(folder)) {
      parts
          .computeIfAbsent(entry.site(), site -> new TreeSet<>())
          .add(Part.of(entry.chip().site(), 0.3));
    }
    assertThat(parts).hasSizeGreaterThan(100);
    assertThat(parts.values()).allMatch(used -> used.size() == 1);
  }

  @Test
  void waterIsKnownOnlyWhereOccurrenceAgrees() {
    for (HlsChips.Entry entry : HlsChips.read(RealData.at("hls-chips"))) {
      for (int i = 0; i < entry.occurrence().length; i++) {
        byte water = entry.chip().truth(MaskClass.WATER, i);
        int often = entry.occurrence()[i] & 0xff;
        if (water == 1) {
          assertThat(often).isBetween(HlsChips.OFTEN_WATER, 100);
        } else if (water == 0) {
          assertThat(often).isZero();
        }
      }
    }
  }

  @Test
  void bothHandLabelledImagesAreRead() {
    for (String image : CloudShadowChips.IMAGES) {
      Chip chip = CloudShadowChips.read(RealData.at("cloud-shadow-chips"), image);

      assertThat(chip.width()).isEqualTo(512);
      assertThat(chip.truth()[MaskClass.CLOUD.ordinal()]).contains((byte) 1, (byte) 0);
      assertThat(chip.truth()[MaskClass.CLOUD_SHADOW.ordinal()])
          .contains((byte) 1, (byte) 0, Chip.UNKNOWN);
    }
  }

  @Test
  void turningASquareTurnsItsTruthAlong() {
    Chip chip = squareWithBrightCloud();
    Augmenting augmenting = new Augmenting(LogScaling.STANDARD, 32);
    Random random = new Random(3);
    for (int draw = 0; draw < 20; draw++) {
      Augmenting.Square square = augmenting.draw(chip, random);
      for (int i = 0; i < 32 * 32; i++) {
        byte cloud = square.truth()[MaskClass.CLOUD.ordinal()][i];
        if (cloud != Chip.UNKNOWN) {
          assertThat(square.inputs()[0][i] > 1).isEqualTo(cloud == 1);
        }
      }
    }
  }

  @Test
  void anEdgeReachesBothSides() {
    boolean[] right = new boolean[64];
    for (int i = 0; i < 64; i++) {
      right[i] = i % 8 >= 4;
    }
    boolean[] edge = Near.edge(right, 8, 8, 2);
    for (int i = 0; i < 64; i++) {
      assertThat(edge[i]).isEqualTo(i % 8 >= 2 && i % 8 <= 5);
    }
  }

  @Test
  void thresholdsAreTakenWhereF1IsBest() {
    byte[][] truth = new byte[MaskClass.values().length][4];
    for (byte[] known : truth) {
      java.util.Arrays.fill(known, Chip.UNKNOWN);
    }
    truth[0] = new byte[] {1, 1, 0, 0};
    float[] logits = new float[truth.length * 4];
    System.arraycopy(new float[] {3f, 1f, 0.5f, -2f}, 0, logits, 0, 4);
    Thresholds thresholds = new Thresholds();
    thresholds.add(truth, logits);

    // sigmoid(0.5) = 0.62 must be out, sigmoid(1) = 0.73 in
    assertThat(thresholds.chosen().get("water")).isBetween(0.63, 0.73);
    assertThat(thresholds.best(MaskClass.WATER)).isEqualTo(1);
    assertThat(thresholds.chosen()).containsEntry("snowIce", 0.5);
  }

  private static Chip squareWithBrightCloud() {
    short[][] bands = new short[6][48 * 48];
    byte[][] truth = new byte[MaskClass.values().length][48 * 48];
    for (int i = 0; i < 48 * 48; i++) {
      boolean cloud = i % 48 < 20 && i / 48 < 11;
      truth[MaskClass.CLOUD.ordinal()][i] = (byte) (cloud ? 1 : 0);
      for (short[] band : bands) {
        band[i] = (short) (cloud ? 6000 : 400);
      }
    }
    return new Chip("made", "one", Chip.SURFACE, 48, 48, bands, truth);
  }
}
