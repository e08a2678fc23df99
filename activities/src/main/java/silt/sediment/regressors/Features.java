package silt.sediment.regressors;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import silt.scene.Band;

/**
 * What a regressor sees of a pixel: a few numbers made of its bands.
 *
 * <p>The same record makes the rows that train and those that predict. A band's light is {@code g =
 * max(rho - glint, floor) + softening}, where glint is the darker of the two short-wave infrared
 * bands (water of any turbidity is black there but for what its surface reflects: Wang and Shi
 * 2007, Optics Express 15), held within 0 and {@code glintCap}.
 *
 * @param glintCap the most reflectance taken for glint, under 1; 0 takes none and reads no
 *     short-wave infrared
 * @param floor no band counts for darker than this, over 0: negative reflectance is noise
 * @param softening reflectance added before a logarithm, so that noise of nearly dark bands is not
 *     amplified; 0 or more
 * @param terms the numbers, in the order of the regressor's weights
 */
public record Features(double glintCap, double floor, double softening, List<Term> terms) {

  /**
   * One number: {@code ln g(ln) - ln g(over)}, or {@code g(rho)} without its softening. Several
   * bands stand for their mean reflectance.
   *
   * @param ln bands of a logarithm, or null
   * @param over bands of a logarithm that is taken off, or null; only with {@code ln}
   * @param rho bands whose reflectance enters as it is, or null; only without {@code ln}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Term(List<Band> ln, List<Band> over, List<Band> rho) {

    public Term {
      if ((ln == null) == (rho == null) || over != null && ln == null) {
        throw new IllegalArgumentException(
            "a term is {ln}, {ln, over} or {rho}, not ln "
                + ln
                + ", over "
                + over
                + ", rho "
                + rho);
      }
      ln = checked(ln);
      over = checked(over);
      rho = checked(rho);
    }

    /** The logarithm of a band. */
    public static Term ln(Band band) {
      return new Term(List.of(band), null, null);
    }

    /** The logarithm of the ratio of two bands. */
    public static Term ratio(Band band, Band over) {
      return new Term(List.of(band), List.of(over), null);
    }

    private static List<Band> checked(List<Band> bands) {
      if (bands == null) {
        return null;
      }
      if (bands.isEmpty() || bands.stream().anyMatch(band -> !band.isReflectance())) {
        throw new IllegalArgumentException("a term takes reflectance bands, not " + bands);
      }
      return List.copyOf(bands);
    }

    Set<Band> bands() {
      Set<Band> bands = EnumSet.noneOf(Band.class);
      bands.addAll(ln == null ? rho : ln);
      bands.addAll(over == null ? List.of() : over);
      return bands;
    }
  }

  public Features {
    if (!(glintCap >= 0 && glintCap < 1)) {
      throw new IllegalArgumentException("glintCap must be within 0..1, not " + glintCap);
    }
    if (!(floor > 0 && floor < 1)) {
      throw new IllegalArgumentException("floor must be over 0 and under 1, not " + floor);
    }
    if (!(softening >= 0 && softening < 1)) {
      throw new IllegalArgumentException("softening must be within 0..1, not " + softening);
    }
    terms = List.copyOf(requireNonNull(terms, "terms"));
    if (terms.isEmpty()) {
      throw new IllegalArgumentException("features need at least one term");
    }
  }

  /** How many numbers a pixel gives. */
  public int count() {
    return terms.size();
  }

  /** The bands whose light enters the terms. */
  public Set<Band> light() {
    Set<Band> bands = EnumSet.noneOf(Band.class);
    terms.forEach(term -> bands.addAll(term.bands()));
    return bands;
  }

  /** All bands that are read: those of the terms, and where glint is taken, SWIR1 and SWIR2. */
  public Set<Band> bands() {
    Set<Band> bands = light();
    if (glintCap > 0) {
      bands.add(Band.SWIR1);
      bands.add(Band.SWIR2);
    }
    return bands;
  }

  /**
   * The numbers of one spectrum.
   *
   * @param reflectance by band, unitless
   * @param glint reflectance to take off first, 0 for a field spectrum that has none
   */
  public float[] of(ToDoubleFunction<Band> reflectance, double glint) {
    float[] row = new float[terms.size()];
    for (int t = 0; t < row.length; t++) {
      Term term = terms.get(t);
      if (term.rho() != null) {
        row[t] = (float) dark(mean(term.rho(), reflectance) - glint);
      } else {
        double ln = logarithm(mean(term.ln(), reflectance) - glint);
        row[t] =
            (float)
                (term.over() == null ? ln : ln - logarithm(mean(term.over(), reflectance) - glint));
      }
    }
    return row;
  }

  double dark(double reflectance) {
    return Math.max(reflectance, floor);
  }

  double logarithm(double reflectance) {
    return Math.log(dark(reflectance) + softening);
  }

  private static double mean(List<Band> bands, ToDoubleFunction<Band> reflectance) {
    double sum = 0;
    for (Band band : bands) {
      sum += reflectance.applyAsDouble(band);
    }
    return sum / bands.size();
  }
}
