package silt.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** How well one method finds water on the judging sites. */
final class WaterScore {

  /** Sites with less water than this say nothing by their own F1. */
  private static final int LEAST_PIXELS = 30;

  private final Confusion a = new Confusion();
  private final Confusion b = new Confusion();
  private final Confusion shore = new Confusion();
  private final Confusion steep = new Confusion();
  private final Map<String, Confusion> bySite = new TreeMap<>();

  void add(WaterSite site, boolean[] said) {
    Confusion here = bySite.computeIfAbsent(site.entry().site(), name -> new Confusion());
    for (int i = 0; i < said.length; i++) {
      if (site.truthA()[i] != Chip.UNKNOWN) {
        a.add(said[i], site.truthA()[i] == 1);
      }
      byte known = site.truthB()[i];
      if (known == Chip.UNKNOWN) {
        continue;
      }
      b.add(said[i], known == 1);
      here.add(said[i], known == 1);
      if (site.shore()[i]) {
        shore.add(said[i], known == 1);
      }
      if (site.steep()[i] && known == 0) {
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

  void describe(ObjectNode into) {
    into.put("f1TruthA", Round.four(a.f1()))
        .put("iouTruthA", Round.four(a.iou()))
        .put("f1TruthB", Round.four(b.f1()))
        .put("iouTruthB", Round.four(b.iou()))
        .put("f1ShoreB", Round.four(shore.f1()))
        .put("meanSiteF1B", Round.four(meanOverSites()))
        .put("falseWaterOnSlopesOver10Deg", Round.four(steep.falseRate()))
        .put("pixelsB", b.pixels())
        .put("steepPixels", steep.pixels());
  }
}
