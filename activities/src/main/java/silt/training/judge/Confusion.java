package silt.training.judge;

/** Right and wrong pixels of one class, pooled. */
final class Confusion {

  private long right;
  private long falseAlarm;
  private long missed;
  private long rejected;

  void add(boolean said, boolean is) {
    if (said) {
      if (is) {
        right++;
      } else {
        falseAlarm++;
      }
    } else if (is) {
      missed++;
    } else {
      rejected++;
    }
  }

  Confusion add(Confusion other) {
    right += other.right;
    falseAlarm += other.falseAlarm;
    missed += other.missed;
    rejected += other.rejected;
    return this;
  }

  /** Pixels that are of the class. */
  long positives() {
    return right + missed;
  }

  long pixels() {
    return right + missed + falseAlarm + rejected;
  }

  /** Pixels that were told wrong. */
  long wrong() {
    return falseAlarm + missed;
  }

  /** Share of the other pixels that were taken for the class. */
  double falseRate() {
    return ratio(falseAlarm, falseAlarm + rejected);
  }

  double precision() {
    return ratio(right, right + falseAlarm);
  }

  double recall() {
    return ratio(right, right + missed);
  }

  /** 2 TP / (2 TP + FP + FN), or NaN where there is nothing to find and nothing was found. */
  double f1() {
    return ratio(2 * right, 2 * right + falseAlarm + missed);
  }

  double iou() {
    return ratio(right, right + falseAlarm + missed);
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? Double.NaN : (double) part / whole;
  }
}
