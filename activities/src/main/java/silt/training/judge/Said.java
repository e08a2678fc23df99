package silt.training.judge;

import silt.mask.MaskClass;

/** Reads flags as answers; a pixel without data says nothing. */
final class Said {

  private Said() {}

  static boolean of(byte[] flags, int pixel, MaskClass c) {
    int f = flags[pixel] & 0xff;
    return f != MaskClass.NODATA && (f & c.flag()) != 0;
  }

  static boolean[] all(byte[] flags, MaskClass c) {
    boolean[] said = new boolean[flags.length];
    for (int i = 0; i < said.length; i++) {
      said[i] = of(flags, i, c);
    }
    return said;
  }
}
