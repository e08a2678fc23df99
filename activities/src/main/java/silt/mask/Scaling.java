package silt.mask;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import silt.scene.BadInput;

/**
 * How stored reflectance becomes the numbers that a network was trained on. A bundle's card names
 * the method and gives its numbers; no method is a default.
 */
public sealed interface Scaling permits LogScaling, CropStretch {

  /** Turns windows of stored values into a network's input; threads may share one. */
  interface Inputs {

    /**
     * Scales one window.
     *
     * @param stored int16 reflectance x 10000, band after band; {@link
     *     silt.scene.Band#REFLECTANCE_NODATA} where a band has none or the window leaves the grid
     * @param pixels of the window, each band
     * @param inputs filled from {@code at} on, as many as {@code stored}
     */
    void fill(short[] stored, int pixels, float[] inputs, int at);
  }

  /** The {@code scaling} object of a card's convention. */
  ObjectNode toJson();

  /** The method, ready to be applied. */
  Inputs inputs();

  /**
   * Reads the {@code scaling} object of a card's convention.
   *
   * @throws BadInput where its method is unknown or lacks a number
   */
  static Scaling from(JsonNode scaling, String bundle) {
    return switch (scaling.path("method").asText()) {
      case LogScaling.METHOD -> LogScaling.from(scaling, bundle);
      case CropStretch.METHOD -> new CropStretch();
      default ->
          throw new BadInput(
              "mask bundle " + bundle + ": scaling method is " + scaling.path("method"),
              "This code runs bundles whose convention.scaling.method is \""
                  + LogScaling.METHOD
                  + "\" or \""
                  + CropStretch.METHOD
                  + "\".");
    };
  }
}
