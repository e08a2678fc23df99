package silt.sediment;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;
import silt.scene.Band;
import silt.sediment.regressors.SscModel;

/**
 * What the pixels of a scene are measured from.
 *
 * @param mask flags of the sky and the ground
 * @param bands local files by band: at least the model's inputs and those that the rules ask for
 */
public record WaterPixels(Path mask, Map<Band, Path> bands, SscModel model, MeasuringRules rules) {

  public WaterPixels {
    requireNonNull(mask, "mask");
    requireNonNull(model, "model");
    requireNonNull(rules, "rules");
    bands = Map.copyOf(bands);
  }
}
