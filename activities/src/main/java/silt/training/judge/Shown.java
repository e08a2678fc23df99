package silt.training.judge;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One chip of the page: what every contender said of it.
 *
 * @param why it is shown
 * @param answers flags by contender, the network's first
 * @param wrong pixels told wrong of the ranking classes, by each contender that tells them all
 */
record Shown(String why, ChipTruth truth, Map<String, byte[]> answers, Map<String, Long> wrong) {

  static final String WORST = "most wrong pixels";
  static final String BEHIND = "most behind a rival";
  static final String TYPICAL = "drawn by lot";

  Shown {
    answers = new LinkedHashMap<>(answers);
    wrong = new LinkedHashMap<>(wrong);
  }

  /** Pixels that the network told wrong. */
  long mistakes() {
    return wrong.values().iterator().next();
  }

  /** Pixels that the network told wrong and the best of the others did not. */
  long behind() {
    return wrong.values().stream().skip(1).mapToLong(other -> mistakes() - other).max().orElse(0);
  }

  Shown as(String reason) {
    return new Shown(reason, truth, answers, wrong);
  }
}
