package silt.training.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import silt.mask.MaskClass;
import silt.raster.Window;
import silt.scene.BadInput;
import silt.training.data.Chip;
import silt.training.data.Dataset;
import silt.training.data.DatasetCard;
import silt.training.data.Fold;
import silt.training.data.PaintedChips;
import silt.training.data.Part;
import silt.training.data.SoftLabels;
import silt.training.judge.trees.Features;

class TreesTeachingTest {

  private static final int SIDE = 24;
  private static final Fold FOLD = new Fold(1, 2);

  @TempDir private Path home;
  private Dataset dataset;

  /** Twelve sites; of the cloud's first column nobody knows what it is. */
  @BeforeEach
  void paint() {
    Chip[] chips = new Chip[12];
    for (int i = 0; i < chips.length; i++) {
      chips[i] = PaintedChips.halfCloud(SIDE);
      for (int y = 0; y < SIDE; y++) {
        chips[i].truth()[MaskClass.CLOUD.ordinal()][y * SIDE + SIDE / 2] = Chip.UNKNOWN;
      }
    }
    dataset = PaintedChips.dataset(home.resolve("d"), chips);
  }

  private DatasetCard.Teacher teach(MaskClass... classes) {
    return TreesTeaching.teach(
        Features.PIXEL, EnumSet.copyOf(List.of(classes)), FOLD, dataset, 1, chips -> {});
  }

  @Test
  void onlyChipsThatTrainUnderTheFoldAreToldOf() {
    DatasetCard.Teacher teacher = teach(MaskClass.CLOUD);

    assertThat(teacher.fold()).isEqualTo("1/2");
    assertThat(Dataset.open(home.resolve("d")).card().teachers()).containsExactly(teacher);
    assertThat(dataset.entries(FOLD, Part.TRAIN)).isNotEmpty().allMatch(dataset::hasSoft);
    assertThat(dataset.entries(FOLD, Part.JUDGE)).isNotEmpty().noneMatch(dataset::hasSoft);
    assertThat(dataset.entries(FOLD, Part.CHOOSE)).noneMatch(dataset::hasSoft);
  }

  @Test
  void whereTruthIsUnknownTheColoursTell() {
    teach(MaskClass.CLOUD);

    Dataset.Entry entry = dataset.entries(FOLD, Part.TRAIN).get(0);
    SoftLabels soft = dataset.soft(entry, new Window(0, 0, SIDE, SIDE)).orElseThrow();
    assertThat(soft.probability(MaskClass.CLOUD, SIDE / 2)).isGreaterThan(0.9f);
    assertThat(soft.probability(MaskClass.CLOUD, 0)).isLessThan(0.1f);
    assertThat(soft.probability(MaskClass.WATER, 0)).isNaN();
  }

  @Test
  void aClassThatNoChipShowsBothWaysIsRefused() {
    assertThatThrownBy(() -> teach(MaskClass.CLOUD, MaskClass.SNOW_ICE))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("snowIce");
    assertThat(dataset.entries()).noneMatch(dataset::hasSoft);
  }
}
