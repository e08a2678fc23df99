package silt.training.data;

/** The bits of HLS's quality band (HLS user guide v2.0, table 9). */
public enum Fmask {
  CLOUD(1),
  /** Adjacent to cloud or shadow. */
  ADJACENT(2),
  SHADOW(3),
  SNOW_ICE(4),
  WATER(5);

  /** Where there is no measurement. */
  public static final int FILL = 255;

  private final int bit;

  Fmask(int bit) {
    this.bit = bit;
  }

  public boolean in(int value) {
    return (value >> bit & 1) == 1;
  }

  /** Where a band of quality bytes has this bit; nowhere in the fill. */
  public boolean[] of(byte[] fmask) {
    boolean[] set = new boolean[fmask.length];
    for (int i = 0; i < set.length; i++) {
      int f = fmask[i] & 0xff;
      set[i] = f != FILL && in(f);
    }
    return set;
  }
}
