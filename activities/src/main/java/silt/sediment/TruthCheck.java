package silt.sediment;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import silt.raster.GeoTiff;
import silt.raster.RasterGrid;
import silt.raster.Window;
import silt.scene.BadInput;
import silt.scene.GranuleId;
import silt.sediment.pixels.MisplacedRaster;
import silt.sediment.pixels.Sky;
import silt.sediment.pixels.Strips;
import silt.sediment.regressors.SscScore;
import silt.sediment.regressors.ValidRange;
import silt.sediment.zones.MeasuredZone;
import silt.sediment.zones.SceneRasters;
import silt.sediment.zones.ZoneRules;
import silt.sediment.zones.ZoneSource;
import silt.sediment.zones.ZoneStatistics;

/**
 * Holds what was made of a scene against what truly was there, where somebody knows: beside a
 * generated granule lie its true concentration and its true mask.
 */
public final class TruthCheck {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String REMAKE =
      "Make the archive's scenes again: an earlier simulator did not write their sky.";
  private static final ZoneRules RULES = new ZoneRules(1, 0);

  private final ZoneStatistics statistics;

  public TruthCheck(ZoneSource zones) {
    statistics = new ZoneStatistics(requireNonNull(zones, "zones"));
  }

  /**
   * The truth beside a granule.
   *
   * @param ssc float32, mg/L
   * @param mask flags as in the product's mask raster
   */
  public record Truth(GranuleId granule, Path ssc, Path mask) {

    /** From this much aerosol left in the blue, as reflectance, a scene is hazy. */
    private static final double HAZE = 0.01;

    /**
     * Whether haze lay over the scene.
     *
     * @throws BadInput where the truth does not say what its sky was
     */
    public boolean hazy() {
      Path sky = mask.resolveSibling("sky.json");
      try {
        JsonNode haze = JSON.readTree(sky.toFile()).path("haze");
        if (!haze.isNumber()) {
          throw new BadInput(sky + " has no number called haze", REMAKE);
        }
        return haze.doubleValue() >= HAZE;
      } catch (IOException unreadable) {
        throw new BadInput(sky + " cannot be read", REMAKE, unreadable);
      }
    }

    /**
     * Of a granule of the sample archive.
     *
     * @param archive the archive's folder
     */
    public static Truth in(Path archive, GranuleId granule) {
      Path folder = archive.resolve("granules").resolve(granule.text()).resolve("truth");
      return new Truth(
          granule, folder.resolve(granule + ".ssc.tif"), folder.resolve(granule + ".mask.tif"));
    }
  }

  /**
   * Pairs of made and true.
   *
   * @param lnMade ln mg/L
   * @param lnTrue ln mg/L, of the same places
   * @param made places that were given a value, true or not
   * @param real places that truly could have one
   * @param intervals pairs whose value has an interval
   * @param within those of them whose truth lies in it
   */
  public record Pairs(
      double[] lnMade, double[] lnTrue, long made, long real, long intervals, long within) {

    public SscScore score() {
      return SscScore.of(lnMade, lnTrue);
    }

    /** Share of the intervals that hold the truth, percent; null where no value has one. */
    public Double coveragePercent() {
      return intervals == 0 ? null : 100.0 * within / intervals;
    }

    /** The pairs of several scenes as one. */
    public static Pairs all(List<Pairs> scenes) {
      return new Pairs(
          scenes.stream().flatMapToDouble(pairs -> Arrays.stream(pairs.lnMade())).toArray(),
          scenes.stream().flatMapToDouble(pairs -> Arrays.stream(pairs.lnTrue())).toArray(),
          scenes.stream().mapToLong(Pairs::made).sum(),
          scenes.stream().mapToLong(Pairs::real).sum(),
          scenes.stream().mapToLong(Pairs::intervals).sum(),
          scenes.stream().mapToLong(Pairs::within).sum());
    }

    /** Every n-th pair, so that no more than {@code most} are left; the counts stay. */
    Pairs thinned(int most) {
      int step = Math.max(1, (lnMade.length + most - 1) / most);
      int left = (lnMade.length + step - 1) / step;
      double[] madeLeft = new double[left];
      double[] trueLeft = new double[left];
      for (int i = 0; i < left; i++) {
        madeLeft[i] = lnMade[i * step];
        trueLeft[i] = lnTrue[i * step];
      }
      return new Pairs(madeLeft, trueLeft, made, real, intervals, within);
    }
  }

  /**
   * What was loaded of a zone, mg/L.
   *
   * @param low of the median's interval; null, with {@code high}, where it has none
   */
  public record Loaded(double median, Double low, Double high) {

    private boolean holds(double mgL) {
      return low != null && low <= mgL && mgL <= high;
    }
  }

  /**
   * Pixel by pixel, where a value was made and the truth is clear water.
   *
   * @param ssc the raster that was made, with intervals or without
   * @param most pairs to keep, evenly spaced, at least 1
   */
  public static Pairs pixels(Path ssc, Truth truth, int most) {
    try (GeoTiff made = GeoTiff.open(ssc);
        GeoTiff real = GeoTiff.open(truth.ssc());
        GeoTiff flags = GeoTiff.open(truth.mask())) {
      RasterGrid grid = made.grid();
      if (!real.grid().samePixelsAs(grid) || !flags.grid().samePixelsAs(grid)) {
        throw new MisplacedRaster(truth.ssc() + " does not lie on the pixels of " + ssc);
      }
      double[] lnMade = new double[1 << 16];
      double[] lnTrue = new double[1 << 16];
      int pairs = 0;
      long valued = 0;
      long clear = 0;
      long intervals = 0;
      long within = 0;
      boolean stated = made.bands() == WaterRasters.VALUE_BANDS.length;
      for (Window strip : Strips.of(grid)) {
        float[] madeHere = made.readFloats(1, strip);
        float[] lowHere = stated ? made.readFloats(2, strip) : null;
        float[] highHere = stated ? made.readFloats(3, strip) : null;
        float[] trueHere = real.readFloats(1, strip);
        byte[] sky = flags.readBytes(1, strip);
        for (int i = 0; i < sky.length; i++) {
          boolean has = !Float.isNaN(madeHere[i]);
          boolean could = Sky.clearWater(sky[i]) && trueHere[i] > 0;
          valued += has ? 1 : 0;
          clear += could ? 1 : 0;
          if (has && could) {
            if (stated && !Float.isNaN(lowHere[i])) {
              intervals++;
              within += lowHere[i] <= trueHere[i] && trueHere[i] <= highHere[i] ? 1 : 0;
            }
            if (pairs == lnMade.length) {
              lnMade = Arrays.copyOf(lnMade, 2 * pairs);
              lnTrue = Arrays.copyOf(lnTrue, 2 * pairs);
            }
            lnMade[pairs] = Math.log(madeHere[i]);
            lnTrue[pairs++] = Math.log(trueHere[i]);
          }
        }
      }
      return new Pairs(
              Arrays.copyOf(lnMade, pairs),
              Arrays.copyOf(lnTrue, pairs),
              valued,
              clear,
              intervals,
              within)
          .thinned(most);
    }
  }

  /**
   * Zone by zone: the median that was loaded against the median of the true pixels that the zone
   * owns by the same rules.
   *
   * @param loaded by zone key
   */
  public Pairs zones(Truth truth, List<String> zoneSets, Map<Long, Loaded> loaded) {
    List<MeasuredZone> real =
        statistics
            .of(
                new SceneRasters(truth.mask(), truth.ssc(), null),
                truth.granule().utmZone(),
                zoneSets,
                RULES,
                new ValidRange(Double.MIN_VALUE, Double.MAX_VALUE),
                row -> {})
            .stream()
            .filter(zone -> zone.nValid() > 0 && zone.ssc().median() > 0)
            .toList();
    List<MeasuredZone> both =
        real.stream().filter(zone -> loaded.containsKey(zone.zoneId())).toList();
    return new Pairs(
        both.stream().mapToDouble(zone -> Math.log(loaded.get(zone.zoneId()).median())).toArray(),
        both.stream().mapToDouble(zone -> Math.log(zone.ssc().median())).toArray(),
        loaded.size(),
        real.size(),
        both.stream().filter(zone -> loaded.get(zone.zoneId()).low() != null).count(),
        both.stream().filter(zone -> loaded.get(zone.zoneId()).holds(zone.ssc().median())).count());
  }
}
