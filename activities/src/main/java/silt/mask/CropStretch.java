package silt.mask;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import silt.scene.Band;

/**
 * The published network's scaling (Daroya et al. 2025, doi 10.1109/JSTARS.2025.3551620, as its code
 * in production does it): {@code (v - min) / max(max - min, 1)} on raw stored integers, where min
 * and max are those of all six bands of the crop together. What a band lacks enters as the crop's
 * minimum; a crop of one value enters as zeros.
 *
 * <p>Its weakness is that one bright pixel darkens all others of its crop, so that the same water
 * looks different beside a cloud. {@link LogScaling} has no such memory.
 */
public record CropStretch() implements Scaling {

  static final String METHOD = "crop-min-max";

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("method", METHOD)
        .put("formula", "(stored - min) / max(max - min, 1); min and max over all bands of a crop")
        .put("nodata", "a value without data enters as min");
  }

  @Override
  public Inputs inputs() {
    return CropStretch::fill;
  }

  private static void fill(short[] stored, int pixels, float[] inputs, int at) {
    int min = Short.MAX_VALUE;
    int max = Short.MIN_VALUE;
    for (short value : stored) {
      if (value != Band.REFLECTANCE_NODATA) {
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
    if (min >= max) {
      Arrays.fill(inputs, at, at + stored.length, 0);
      return;
    }
    // float32 as the published code divides; integers of this size are exact in it
    float range = max - min;
    for (int i = 0; i < stored.length; i++) {
      short value = stored[i];
      inputs[at + i] = value == Band.REFLECTANCE_NODATA ? 0 : (value - min) / range;
    }
  }
}
