package silt.training.judge;

import java.util.EnumSet;
import java.util.Set;
import silt.mask.MaskClass;
import silt.training.data.Chip;
import silt.training.data.Fmask;
import silt.training.data.Witness;

/**
 * Tests without memory that a network must beat. Bands by {@link silt.mask.MaskNetwork#INPUTS}: 0
 * blue, 1 green, 2 red, 3 near infrared, 4 and 5 short-wave infrared.
 */
enum PlainTest implements Contender {
  /** The operational mask of HLS, as it came with the pixels. */
  FMASK("Fmask", EnumSet.of(MaskClass.WATER, MaskClass.CLOUD, MaskClass.CLOUD_SHADOW)) {
    @Override
    public Set<MaskClass> tells(JudgedChip judged) {
      return judged.bytes(Witness.FMASK) == null ? Set.of() : super.tells(judged);
    }

    @Override
    void say(JudgedChip judged, byte[] flags) {
      byte[] fmask = judged.bytes(Witness.FMASK);
      set(flags, MaskClass.WATER, Fmask.WATER.of(fmask));
      set(flags, MaskClass.CLOUD, Fmask.CLOUD.of(fmask));
      set(flags, MaskClass.CLOUD_SHADOW, Fmask.SHADOW.of(fmask));
    }
  },

  /** McFeeters 1996: (green - nir) / (green + nir) over 0. */
  NDWI("NDWI > 0", EnumSet.of(MaskClass.WATER)) {
    @Override
    void say(JudgedChip judged, byte[] flags) {
      set(flags, MaskClass.WATER, over(judged.chip(), 1, 3));
    }
  },

  /** Xu 2006: (green - swir1) / (green + swir1) over 0. */
  MNDWI("MNDWI > 0", EnumSet.of(MaskClass.WATER)) {
    @Override
    void say(JudgedChip judged, byte[] flags) {
      set(flags, MaskClass.WATER, over(judged.chip(), 1, 4));
    }
  },

  /** MNDWI over the threshold that parts this chip's own values best (Otsu 1979). */
  OTSU("Otsu of MNDWI", EnumSet.of(MaskClass.WATER)) {
    @Override
    void say(JudgedChip judged, byte[] flags) {
      set(flags, MaskClass.WATER, Otsu.over(judged.chip(), 1, 4));
    }
  },

  /**
   * Cloud bright and white: mean of the visible bands over 0.2, red over half of blue. Shadow dark
   * in the near infrared (under 0.12) and no water by MNDWI. Terrain shade dark in nir and swir1
   * (under 0.06).
   */
  BRIGHT_DARK(
      "bright or dark",
      EnumSet.of(MaskClass.CLOUD, MaskClass.CLOUD_SHADOW, MaskClass.TERRAIN_SHADE)) {
    @Override
    void say(JudgedChip judged, byte[] flags) {
      short[][] bands = judged.chip().bands();
      boolean[] water = over(judged.chip(), 1, 4);
      for (int i = 0; i < flags.length; i++) {
        int visible = bands[0][i] + bands[1][i] + bands[2][i];
        boolean cloud = visible > 3 * BRIGHT && bands[2][i] * 2 > bands[0][i];
        flag(flags, i, MaskClass.CLOUD, cloud);
        flag(flags, i, MaskClass.CLOUD_SHADOW, bands[3][i] < DIM && !water[i]);
        flag(flags, i, MaskClass.TERRAIN_SHADE, bands[3][i] < DARK && bands[4][i] < DARK);
      }
    }
  };

  private static final int BRIGHT = 2000;
  private static final int DIM = 1200;
  private static final int DARK = 600;

  private final String words;
  private final Set<MaskClass> tells;

  PlainTest(String words, Set<MaskClass> tells) {
    this.words = words;
    this.tells = tells;
  }

  @Override
  public String title() {
    return words;
  }

  @Override
  public Set<MaskClass> tells(JudgedChip judged) {
    return tells;
  }

  abstract void say(JudgedChip judged, byte[] flags);

  @Override
  public byte[] mask(JudgedChip judged) {
    byte[] flags = new byte[judged.chip().pixels()];
    say(judged, flags);
    for (int i = 0; i < flags.length; i++) {
      if (!judged.chip().valid(i)) {
        flags[i] = (byte) MaskClass.NODATA;
      }
    }
    return flags;
  }

  private static boolean[] over(Chip chip, int high, int low) {
    boolean[] said = new boolean[chip.pixels()];
    for (int i = 0; i < said.length; i++) {
      said[i] = chip.bands()[high][i] > chip.bands()[low][i];
    }
    return said;
  }

  private static void set(byte[] flags, MaskClass c, boolean[] said) {
    for (int i = 0; i < flags.length; i++) {
      flag(flags, i, c, said[i]);
    }
  }

  private static void flag(byte[] flags, int pixel, MaskClass c, boolean said) {
    if (said) {
      flags[pixel] |= (byte) c.flag();
    }
  }
}
