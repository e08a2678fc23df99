package silt.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
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
}
