package silt.sediment.regressors;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import silt.model.ModelBundle;
import silt.model.ModelCard;
import silt.model.ModelKind;
import silt.scene.Band;

/**
 * Semi-analytical algorithms with the coefficients that their authors published: the rivals that a
 * trained model must beat, and models in their own right. No coefficient was fitted here.
 *
 * <p>Where each number comes from:
 *
 * <ul>
 *   <li>a, b and c of {@link Nechad}: the tables of Nechad et al. 2010 (doi
 *       10.1016/j.rse.2009.11.022) at the wavelength next to OLI's band: 560 nm (104.20, 3.47,
 *       0.1449), 655 nm (289.29, 2.10, 0.1686), 865 nm (2971.93, 2.30, 0.2115), as its authors'
 *       institute tabulates them for ACOLITE ({@code SPM_N2010_Published.txt}). S30 is
 *       OLI-equivalent in HLS and takes the same. The authors advise b = 0 for images; here b
 *       stays, for without it the formula does worse on GLORIA (a rival is shown at its best).
 *   <li>the bounds of {@link #SWITCHING}, rho of red 0.007 to 0.016 from green to red and 0.08 to
 *       0.12 from red to near-infrared, with their logarithmic weights: Novoa et al. 2017 (doi
 *       10.3390/rs9010061) for the Gironde, as ACOLITE's {@code Novoa/defaults.txt} holds them.
 *       Novoa's own regressions for each band could not be read at the source; the bands speak by
 *       Nechad's, as they do in ACOLITE.
 *   <li>valid ranges are ours, from the formulas: below 2 b the offset outweighs the light; red
 *       ends where Novoa's scheme gives it up (rho 0.12), near-infrared and the scheme at half of
 *       its saturation.
 * </ul>
 */
public enum Published {
  /** Nechad 2010 in red. */
  NECHAD(
      "nechad",
      Nechads.RED,
      new ValidRange(4.2, 122),
      interval(
          new double[] {1.18, 1.76, 2.36, 3.31, 4.59},
          new double[] {-1.04, -1.09, -0.94, -1.09, -2.09},
          new double[] {1.78, 1.51, 1.23, 1.07, 0.72}),
      "Nechad et al. 2010, red (655 nm)"),
  /** Nechad 2010 in the near-infrared: for water too turbid for red. */
  NECHAD_NIR(
      "nechad-nir",
      Nechads.NIR,
      new ValidRange(4.6, 630),
      interval(
          new double[] {0.95, 1.33, 2.28, 3.46, 4.86},
          new double[] {-0.73, -0.76, -1.31, -1.74, -2.27},
          new double[] {3.18, 2.83, 1.42, 0.8, 0.54}),
      "Nechad et al. 2010, NIR (865 nm)"),
  /** Green, red and near-infrared by turbidity. */
  SWITCHING(
      "switching",
      new Switching(
          Band.RED,
          List.of(Nechads.GREEN, Nechads.RED, Nechads.NIR),
          List.of(new Switching.Bound(0.007, 0.016), new Switching.Bound(0.08, 0.12))),
      new ValidRange(6.9, 630),
      interval(
          new double[] {1.47, 1.87, 2.36, 3.29, 4.36},
          new double[] {-1.31, -1.29, -0.95, -1.07, -1.21},
          new double[] {1.32, 1.36, 1.22, 1.08, 0.69}),
      "Nechad et al. 2010 in green, red and NIR, switched as by Novoa et al. 2017");

  /** Constants of an enum cannot see its own fields. */
  private static final class Nechads {
    private static final Nechad GREEN = new Nechad(Band.GREEN, 104.20, 3.47, 0.1449);
    private static final Nechad RED = new Nechad(Band.RED, 289.29, 2.10, 0.1686);
    private static final Nechad NIR = new Nechad(Band.NIR, 2971.93, 2.30, 0.2115);
  }

  private static final List<String> CREDITS =
      List.of(
          "Nechad, B., Ruddick, K. G., Park, Y. 2010, Remote Sensing of Environment 114, 854-866,"
              + " doi 10.1016/j.rse.2009.11.022",
          "Novoa, S. et al. 2017, Remote Sensing 9, 61, doi 10.3390/rs9010061");

  private final String word;
  private final Regressor regressor;
  private final ValidRange validRange;
  private final Interval interval;
  private final String source;

  Published(
      String word, Regressor regressor, ValidRange validRange, Interval interval, String source) {
    this.word = word;
    this.regressor = regressor;
    this.validRange = validRange;
    this.interval = interval;
    this.source = source;
  }

  private static Interval interval(double[] lnMgL, double[] low, double[] high) {
    return new Interval(0.8, lnMgL, low, high, 1);
  }

  /** As a command takes it in place of a bundle, e.g. {@code nechad}. */
  public String word() {
    return word;
  }

  /** What it is, with its source, for a report. */
  public String source() {
    return source;
  }

  /** The algorithm of that word. */
  public static Optional<Published> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word.equals(word)).findFirst();
  }

  /** All words, for a refusal. */
  public static String words() {
    return Arrays.stream(values()).map(Published::word).collect(Collectors.joining(", "));
  }

  /** Its numbers. */
  public SscWeights weights() {
    return new SscWeights(regressor, validRange, SscWeights.Bounds.WIDE).with(interval);
  }

  /** Ready to run. */
  public SscModel model() {
    return SscModels.of(weights());
  }

  /**
   * Writes it as a bundle, so that a product version can use it; the same bytes every time.
   *
   * @param folder made where it is missing
   */
  public ModelBundle write(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException failed) {
      throw new UncheckedIOException(folder + " cannot be made", failed);
    }
    SscWeights weights = weights();
    SscModels.write(weights, folder.resolve(SscModels.WEIGHTS));
    ObjectNode convention = JsonNodeFactory.instance.objectNode();
    convention.put(
        "reflectance", "HLS surface reflectance, OLI-equivalent: stored integer x 0.0001");
    convention.put("formula", "mg/L = a rho / (1 - rho / c) + b");
    convention.put("glint", "none is taken off, as published");
    convention.put("floor", Nechad.FLOOR);
    convention.put("saturation", "rho counts up to " + Nechad.SATURATION + " c; flagged AT_BOUND");
    convention.put("interval", "80 %, of errors on GLORIA (TSS) by groups left out; ours");
    ObjectNode training = JsonNodeFactory.instance.objectNode();
    training.put("source", source + "; published coefficients, none fitted");
    return ModelBundle.write(
        folder,
        new ModelCard(
            ModelCard.FORMAT,
            "ssc-" + word,
            ModelKind.SSC,
            regressor.engine(),
            word,
            weights.inputs(),
            "TSS mg/L",
            convention,
            1,
            Map.of(),
            training,
            null,
            "Apache-2.0",
            regressor instanceof Switching ? CREDITS : CREDITS.subList(0, 1),
            new TreeMap<>(Map.of(SscModels.WEIGHTS, "0".repeat(64)))));
  }
}
