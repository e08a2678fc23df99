package silt.mask.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import silt.mask.Convention;
import silt.mask.CropStretch;
import silt.mask.MaskClass;
import silt.mask.architectures.Architecture;

/**
 * What a checkpoint does not say of itself: how inputs were scaled, and over which probability a
 * class is there.
 *
 * <p>The published networks (Daroya et al. 2025, doi 10.1109/JSTARS.2025.3551620) stretch each crop
 * between its extremes and were given thresholds by validation: water 0.2, cloud shadow 0.2, cloud
 * 0.3, snow or ice 0.2, and sunlit 0.3, SegNet 0.5. {@link silt.mask.architectures.PublishedTask}
 * turns the sunlit head to terrain shade, whose threshold is then 1 less that of the sun. The one
 * difference is a pixel exactly at the threshold: shade in the original, not here.
 *
 * <p>A network that was never published follows what this code trains with.
 */
record Meaning(Convention convention, Map<String, Double> thresholds, List<String> credits) {

  private static final int PUBLISHED_OVERLAP = 64;
  private static final int OVERLAP = 48;
  private static final double EVEN = 0.5;

  private static final String METHOD =
      "Architecture and method: R. Daroya, L. V. Lucchese, T. Simmons, P. Prum, T. Pavelsky,"
          + " J. Gardner, C. J. Gleason, S. Maji, IEEE JSTARS 2025, doi 10.1109/JSTARS.2025.3551620";

  static Meaning of(Architecture architecture) {
    Map<String, Double> thresholds = new TreeMap<>();
    if (architecture.publishedTasks().isEmpty()) {
      for (MaskClass c : MaskClass.values()) {
        thresholds.put(c.word(), EVEN);
      }
      return new Meaning(Convention.standard(OVERLAP), thresholds, List.of());
    }
    thresholds.put(MaskClass.WATER.word(), 0.2);
    thresholds.put(MaskClass.CLOUD_SHADOW.word(), 0.2);
    thresholds.put(MaskClass.CLOUD.word(), 0.3);
    thresholds.put(MaskClass.SNOW_ICE.word(), 0.2);
    thresholds.put(
        MaskClass.TERRAIN_SHADE.word(), architecture.word().equals("segnet") ? 0.5 : 0.7);
    // the network itself gives terrain shade, so that the fifth head is not the sunlit one any more
    return new Meaning(
        new Convention(new CropStretch(), PUBLISHED_OVERLAP, Convention.Output.LOGITS, false),
        thresholds,
        List.of(METHOD));
  }
}
