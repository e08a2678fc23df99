package silt.sediment.regressors;

/**
 * What to know of a pixel: bits of the quality raster. The first five accompany a value; the last
 * three say why clear water was given none. Value 255 of the raster means no data.
 */
public enum PixelFlag {
  /** The value lies below what the training data covered. */
  BELOW_RANGE,
  /** The value lies above what the training data covered. */
  ABOVE_RANGE,
  /** The spectrum is unlike those that trained the model. */
  UNFAMILIAR,
  /** The value is the floor or the ceiling of the model, not an estimate. */
  AT_BOUND,
  /** An input band was negative or above one, and was held within for the model. */
  ODD_REFLECTANCE,
  /** No value: too near to a shore, where a pixel is part land. */
  SHORE,
  /** No value: the surface reflects too much of sun or sky. */
  GLINT,
  /** No value: cloud too thin for the mask, or the rim of one. */
  THIN_CLOUD;

  /** Its bit in the raster, 1 to 128. */
  public int bit() {
    return 1 << ordinal();
  }

  public boolean in(int flags) {
    return (flags & bit()) != 0;
  }
}
