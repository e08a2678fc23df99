package silt.simulator;

/**
 * What kind of country a world is; the seed decides the rest.
 *
 * @param anchorX easting of the middle of the country that has rivers, metres
 * @param anchorY northing of that middle, metres, negative in the south as in HLS
 * @param extentX half of its west-east length, metres
 * @param extentY half of its south-north length, metres
 * @param trunks great rivers, west to east; the first keeps close to the northern edge, so that the
 *     corners of neighbouring tiles see water
 * @param tributaries of each great river
 * @param widestM greatest width of a river, metres, from 60
 * @param reliefM height of the mountains, metres, 0 to 4000
 * @param mountainShare share of the country that is mountains, 0 to 1
 * @param lakeShare share of the lowland that is lakes, 0 to 0.5
 * @param forestShare share of the lowland that is forest, 0 to 1
 * @param drynessShare share of the open land that is dry or bare, 0 to 1
 * @param sscLow lowest of the rivers' median SSC, mg/L; {@code sscHigh} the highest
 * @param backscatterLow mass-specific particle backscatter at 550 nm, m2/g; {@code backscatterHigh}
 *     the highest of the rivers
 */
public record WorldParameters(
    double anchorX,
    double anchorY,
    double extentX,
    double extentY,
    int trunks,
    int tributaries,
    double widestM,
    double reliefM,
    double mountainShare,
    double lakeShare,
    double forestShare,
    double drynessShare,
    double sscLow,
    double sscHigh,
    double backscatterLow,
    double backscatterHigh) {

  public WorldParameters {
    if (!(extentX > 0 && extentY > 0)) {
      throw new IllegalArgumentException("an extent is over 0 m, not " + extentX + "," + extentY);
    }
    if (trunks < 0 || tributaries < 0) {
      throw new IllegalArgumentException(
          "rivers count from 0, not " + trunks + " with " + tributaries);
    }
    if (!(widestM >= 60 && widestM <= 2000)) {
      throw new IllegalArgumentException("the widest river has 60 to 2000 m, not " + widestM);
    }
    if (!(reliefM >= 0 && reliefM <= 4000)) {
      throw new IllegalArgumentException("mountains rise 0 to 4000 m, not " + reliefM);
    }
    requireShare("mountainShare", mountainShare, 1);
    requireShare("lakeShare", lakeShare, 0.5);
    requireShare("forestShare", forestShare, 1);
    requireShare("drynessShare", drynessShare, 1);
    if (!(sscLow > 0 && sscHigh >= sscLow)) {
      throw new IllegalArgumentException(
          "SSC runs from over 0 mg/L upwards, not from " + sscLow + " to " + sscHigh);
    }
    if (!(backscatterLow > 0 && backscatterHigh >= backscatterLow)) {
      throw new IllegalArgumentException(
          "backscatter runs from over 0 m2/g upwards, not from "
              + backscatterLow
              + " to "
              + backscatterHigh);
    }
  }

  private static void requireShare(String name, double value, double most) {
    if (!(value >= 0 && value <= most)) {
      throw new IllegalArgumentException(name + " is 0 to " + most + ", not " + value);
    }
  }
}
