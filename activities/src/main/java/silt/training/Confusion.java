package silt.training;

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

  void add(Confusion other) {
    right += other.right;
    falseAlarm += other.falseAlarm;
    missed += other.missed;
    rejected += other.rejected;
  }

  /** Pixels that are of the class. */
  long positives() {
    return right + missed;
  }

  long pixels() {
    return right + missed + falseAlarm + rejected;
  }

  /** Share of the other pixels that were taken for the class. */
  double falseRate() {
    return falseAlarm / (double) Math.max(1, falseAlarm + rejected);
  }

  /** 2 TP / (2 TP + FP + FN), or NaN where there is nothing to find and nothing was found. */
  double f1() {
    long all = 2 * right + falseAlarm + missed;
    return all == 0 ? Double.NaN : 2.0 * right / all;
  }

  double iou() {
    long all = right + falseAlarm + missed;
    return all == 0 ? Double.NaN : (double) right / all;
  }
}
