package silt.sediment.nodes;

import java.util.ArrayList;
import java.util.List;
import silt.scene.Band;
import silt.scene.Sensor;

/**
 * The numbers that the incumbent tells its networks of a node: eight statistics of each of eight
 * bands, one count, and which sensor saw it. Bands go by their Landsat names, whichever sensor.
 */
public final class Inputs {

  /** In the networks' order: B01, B02, B03, B04, B09, B06, B07, B05. */
  public static final List<Band> BANDS =
      List.of(
          Band.COASTAL,
          Band.BLUE,
          Band.GREEN,
          Band.RED,
          Band.CIRRUS,
          Band.SWIR1,
          Band.SWIR2,
          Band.NIR);

  /** The 66 columns in order, e.g. {@code B01_min}. */
  public static final List<String> NAMES = names();

  private Inputs() {}

  /** The name that a band has whichever sensor saw it. */
  public static String name(Band band) {
    return band.code(Sensor.L30);
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Band band : BANDS) {
      for (String statistic :
          List.of("min", "mean", "max", "std", "median", "wmean", "wstd", "wmedian")) {
        names.add(name(band) + "_" + statistic);
      }
      if (band == BANDS.get(0)) {
        names.add(name(band) + "_count");
      }
    }
    names.add("LorS");
    return List.copyOf(names);
  }

  /**
   * @param bands in the order of {@link #BANDS}
   * @return in the order of {@link #NAMES}; NaN where there was no pixel
   */
  public static double[] of(List<BandStatistics> bands, Sensor sensor) {
    double[] inputs = new double[NAMES.size()];
    int at = 0;
    for (int b = 0; b < bands.size(); b++) {
      BandStatistics band = bands.get(b);
      inputs[at++] = band.near().min();
      inputs[at++] = band.near().mean();
      inputs[at++] = band.near().max();
      inputs[at++] = band.near().std();
      inputs[at++] = band.near().median();
      inputs[at++] = band.crop().mean();
      inputs[at++] = band.crop().std();
      inputs[at++] = band.crop().median();
      if (b == 0) {
        inputs[at++] = band.count();
      }
    }
    inputs[at] = sensor == Sensor.S30 ? 1 : 0;
    return inputs;
  }
}
