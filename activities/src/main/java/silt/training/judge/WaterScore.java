package silt.training.judge;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import silt.training.data.Chip;
import silt.training.judge.Section.Column;

/** How well one contender finds water on chips with witnesses. */
final class WaterScore {

  static final List<Column> COLUMNS =
      List.of(
          Column.more("f1TruthA", "F1 A"),
          Column.more("iouTruthA", "IoU A"),
          Column.more("f1TruthB", "F1 B"),
          Column.more("iouTruthB", "IoU B"),
          Column.more("f1ShoreB", "shore F1 B"),
          Column.more("meanSiteF1B", "mean site F1 B"),
          Column.less("falseWaterOnSlopesOver10Deg", "false water, steep"));

  /** Sites with less water than this say nothing by their own F1. */
  private static final int LEAST_PIXELS = 30;

  private final boolean circular;
  private final Confusion a = new Confusion();
  private final Confusion b = new Confusion();
  private final Confusion shore = new Confusion();
  private final Confusion steep = new Confusion();
  private final Map<String, Confusion> bySite = new TreeMap<>();

  /**
   * @param circular truth A is made with this contender's own word, and so says nothing of it
   */
  WaterScore(boolean circular) {
    this.circular = circular;
  }

  void add(String site, WaterTruth truth, boolean[] said) {
    Confusion here = bySite.computeIfAbsent(site, name -> new Confusion());
    for (int i = 0; i < said.length; i++) {
      if (truth.a()[i] != Chip.UNKNOWN) {
        a.add(said[i], truth.a()[i] == 1);
      }
      if (truth.b()[i] == Chip.UNKNOWN) {
        continue;
      }
      boolean is = truth.b()[i] == 1;
      b.add(said[i], is);
      here.add(said[i], is);
      if (truth.shore()[i]) {
        shore.add(said[i], is);
      }
      if (truth.steep()[i] && !is) {
        steep.add(said[i], false);
      }
    }
  }

  private double meanOverSites() {
    return bySite.values().stream()
        .filter(site -> site.positives() >= LEAST_PIXELS)
        .mapToDouble(Confusion::f1)
        .average()
        .orElse(Double.NaN);
  }

  /** Pixels of truth B. */
  long pixels() {
    return b.pixels();
  }

  /** Land pixels on slopes. */
  long steepPixels() {
    return steep.pixels();
  }

  /** By {@link #COLUMNS}. */
  List<Double> figures() {
    double f1 = circular ? Double.NaN : a.f1();
    double iou = circular ? Double.NaN : a.iou();
    return List.of(f1, iou, b.f1(), b.iou(), shore.f1(), meanOverSites(), steep.falseRate());
  }
}
