package silt.mask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import silt.scene.BadInput;
import silt.scene.Band;

/**
 * How stored reflectance enters the network: {@code (ln(clamp(r, floor, ceiling) + offset) -
 * centre) / spread}, the same for every band, window and scene.
 *
 * <p>The published network stretches each crop between its darkest and brightest pixel, so that one
 * cloud changes what water looks like beside it. A fixed scale has no such memory, and the
 * logarithm spreads the dark end, where water and shade are told apart.
 *
 * @param offset added to reflectance (0..1) before the logarithm; over {@code -floor}
 * @param floor lowest reflectance told apart; atmospheric correction leaves small negative values
 * @param ceiling highest reflectance told apart
 */
public record LogScaling(double offset, double floor, double ceiling, double centre, double spread)
    implements Scaling {

  /** What this code trains with. */
  public static final LogScaling STANDARD = new LogScaling(0.04, -0.03, 1.6, -2.0, 0.8);

  static final String METHOD = "log";

  public LogScaling {
    if (!(offset > -floor) || !(ceiling > floor) || !(spread > 0)) {
      throw new IllegalArgumentException(
          "log scaling needs offset > -floor, ceiling > floor, spread > 0, not offset "
              + offset
              + ", floor "
              + floor
              + ", ceiling "
              + ceiling
              + ", spread "
              + spread);
    }
  }

  /** Reads the {@code scaling} object of a card's convention. */
  static LogScaling from(JsonNode scaling, String bundle) {
    for (String number : new String[] {"offset", "floor", "ceiling", "centre", "spread"}) {
      if (!scaling.path(number).isNumber()) {
        throw new BadInput(
            "mask bundle " + bundle + ": scaling." + number + " is " + scaling.path(number),
            "The card's convention must give it as a number.");
      }
    }
    return new LogScaling(
        scaling.get("offset").asDouble(),
        scaling.get("floor").asDouble(),
        scaling.get("ceiling").asDouble(),
        scaling.get("centre").asDouble(),
        scaling.get("spread").asDouble());
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("method", METHOD)
        .put("formula", "(ln(clamp(reflectance, floor, ceiling) + offset) - centre) / spread")
        .put("reflectanceScale", Band.REFLECTANCE_SCALE)
        .put("offset", offset)
        .put("floor", floor)
        .put("ceiling", ceiling)
        .put("centre", centre)
        .put("spread", spread);
  }

  /** The network's input for a reflectance, 0..1. */
  public float of(double reflectance) {
    double held = Math.min(Math.max(reflectance, floor), ceiling);
    return (float) ((Math.log(held + offset) - centre) / spread);
  }

  /** {@link #of} for each of the 65,536 stored values; index {@code stored & 0xffff}. */
  float[] table() {
    float[] table = new float[1 << 16];
    for (int i = 0; i < table.length; i++) {
      table[i] = of((short) i * Band.REFLECTANCE_SCALE);
    }
    return table;
  }

  @Override
  public Inputs inputs() {
    float[] table = table();
    return (stored, pixels, inputs, at) -> fill(table, stored, pixels, inputs, at);
  }

  /** A pixel that lacks any band enters as 0 in all. */
  private static void fill(float[] table, short[] stored, int pixels, float[] inputs, int at) {
    for (int i = 0; i < stored.length; i++) {
      inputs[at + i] = table[stored[i] & 0xffff];
    }
    for (int from = 0; from < stored.length; from += pixels) {
      for (int i = 0; i < pixels; i++) {
        if (stored[from + i] == Band.REFLECTANCE_NODATA) {
          for (int band = i; band < stored.length; band += pixels) {
            inputs[at + band] = 0;
          }
        }
      }
    }
  }
}
