package silt.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import silt.scene.BadInput;

class FoldTest {

  @Test
  void everySiteJudgesInExactlyOneFold() {
    for (int i = 0; i < 500; i++) {
      int judged = 0;
      for (int k = 1; k <= 5; k++) {
        judged += new Fold(k, 5).of("site-" + i) == Part.JUDGE ? 1 : 0;
      }
      assertThat(judged).isEqualTo(1);
      assertThat(Fold.NONE.of("site-" + i)).isNotEqualTo(Part.JUDGE);
    }
  }

  @Test
  void theSharesAreAFifthAndAnEighthOfTheRest() {
    int judging = 0;
    int choosing = 0;
    for (int i = 0; i < 2000; i++) {
      Part part = new Fold(2, 5).of("s" + i);
      judging += part == Part.JUDGE ? 1 : 0;
      choosing += part == Part.CHOOSE ? 1 : 0;
    }
    assertThat(judging).isBetween(340, 460);
    assertThat(choosing).isBetween(140, 245);
  }

  /** The split is part of every published figure: these must hold for ever. */
  @Test
  void theSplitOfANameNeverChanges() {
    StringBuilder folds = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      for (int k = 1; k <= 5; k++) {
        folds.append(new Fold(k, 5).of("hls-" + i) == Part.JUDGE ? k : "");
      }
    }
    assertThat(folds).hasToString("421521155555");
  }

  @Test
  void aFoldIsReadAsItIsWritten() {
    assertThat(Fold.parse("2/5")).isEqualTo(new Fold(2, 5)).hasToString("2/5");
    assertThat(Fold.parse("none")).isEqualTo(Fold.NONE).hasToString("none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/5", "6/5", "2", "a/b", "1/1", "0/1", "2/5/6", "", "-1/3"})
  void whatIsNoFoldIsRefused(String text) {
    assertThatThrownBy(() -> Fold.parse(text))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("fold " + text);
  }
}
