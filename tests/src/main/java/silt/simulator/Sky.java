package silt.simulator;

/**
 * What stands between the ground and the sensor on one pass.
 *
 * @param cloudShare share of the country under cloud, 0 to 1
 * @param cirrusShare share under thin cirrus, 0 to 1
 * @param haze aerosol left after atmospheric correction, as reflectance in the blue, 0 to 0.1
 * @param glint sun and sky glint left on water, as reflectance, 0 to 0.05
 */
public record Sky(double cloudShare, double cirrusShare, double haze, double glint) {

  public Sky {
    require("cloudShare", cloudShare, 1);
    require("cirrusShare", cirrusShare, 1);
    require("haze", haze, 0.1);
    require("glint", glint, 0.05);
  }

  private static void require(String name, double value, double most) {
    if (!(value >= 0 && value <= most)) {
      throw new IllegalArgumentException(name + " is 0 to " + most + ", not " + value);
    }
  }

  static Sky clear() {
    return new Sky(0, 0, 0.003, 0.002);
  }
}
