package silt.training;

/** The bits of HLS's quality band (HLS user guide v2.0, table 9). */
enum Fmask {
  CLOUD(1),
  /** Adjacent to cloud or shadow. */
  ADJACENT(2),
  SHADOW(3),
  SNOW_ICE(4),
  WATER(5);

  /** Where there is no measurement. */
  static final int FILL = 255;

  private final int bit;

  Fmask(int bit) {
    this.bit = bit;
  }

  boolean in(int value) {
    return (value >> bit & 1) == 1;
  }
}
