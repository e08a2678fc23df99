package silt.training.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GalleryTest {

  private static Shown chip(long network, long trees, Long fmask) {
    Map<String, Long> wrong = new LinkedHashMap<>();
    wrong.put("network", network);
    wrong.put("trees", trees);
    if (fmask != null) {
      wrong.put("Fmask", fmask);
    }
    return new Shown("", null, Map.of(), wrong);
  }

  @Test
  void ofManyTheWorstAreShownFirstAndAFewByLot() {
    Gallery gallery = new Gallery();
    for (int i = 0; i < 200; i++) {
      gallery.offer(chip(i, i, (long) i));
    }
    List<Shown> shown = gallery.shown();

    assertThat(shown.subList(0, 12))
        .extracting(Shown::mistakes)
        .startsWith(199L, 198L)
        .endsWith(188L);
    assertThat(shown.subList(0, 12)).extracting(Shown::why).containsOnly(Shown.WORST);
    assertThat(shown.subList(12, shown.size())).extracting(Shown::why).containsOnly(Shown.TYPICAL);
    assertThat(shown).hasSizeLessThanOrEqualTo(18);
  }

  @Test
  void whereARivalIsAheadIsShownThoughItIsNotBad() {
    Gallery gallery = new Gallery();
    gallery.offer(chip(40, 2, 60L));
    for (int i = 100; i < 200; i++) {
      gallery.offer(chip(i, i, (long) i));
    }

    assertThat(gallery.shown())
        .filteredOn(chip -> chip.why().equals(Shown.BEHIND))
        .extracting(Shown::behind)
        .containsExactly(38L);
  }

  @Test
  void theBestRivalWasAskedOfEveryChip() {
    Gallery gallery = new Gallery();
    gallery.offer(chip(5, 9, 1L));
    gallery.offer(chip(5, 9, null));

    assertThat(gallery.bestRival()).hasValue("trees");
  }
}
