package silt.simulator;

import java.util.Arrays;
import java.util.List;

/** The pixels of a scene with their truth, before any file. */
final class RenderedScene {

  final Frame frame;
  final List<SensorBand> bands;

  /** Stored integers by band: reflectance / 0.0001, temperature / 0.01 degrees C; -9999 nodata. */
  final short[][] values;

  /** {@link TruthFlags}. */
  final byte[] truth;

  /** Milligrams per litre; NaN where there is no water. */
  final float[] sscMgL;

  /** Opacity of clouds in 200ths, share of water in 200ths: what {@link Fmask} degrades. */
  final byte[] opacity;

  final byte[] waterShare;

  /** Haze of the scene as reflectance in the blue, in 1/2000. */
  final byte[] haze;

  RenderedScene(Frame frame, List<SensorBand> bands) {
    this.frame = frame;
    this.bands = bands;
    int n = frame.pixels();
    values = new short[bands.size()][n];
    truth = new byte[n];
    sscMgL = new float[n];
    opacity = new byte[n];
    waterShare = new byte[n];
    haze = new byte[n];
    Arrays.fill(sscMgL, Float.NaN);
  }

  /** The stored integers of a band by its index in a spectrum ({@link SensorBand#OLI_NM}). */
  short[] ofSpectrum(int spectrum) {
    for (int b = 0; b < bands.size(); b++) {
      if (bands.get(b).spectrum() == spectrum) {
        return values[b];
      }
    }
    throw new IllegalArgumentException("no band at place " + spectrum + " of a spectrum");
  }

  double shareOf(int flag) {
    long with = 0;
    long seen = 0;
    for (byte flags : truth) {
      if ((flags & 0xff) != TruthFlags.NODATA) {
        seen++;
        with += (flags & flag) != 0 ? 1 : 0;
      }
    }
    return seen == 0 ? 0 : with / (double) seen;
  }

  /** Share of the pixels that the pass saw. */
  double coverage() {
    long seen = 0;
    for (byte flags : truth) {
      seen += (flags & 0xff) != TruthFlags.NODATA ? 1 : 0;
    }
    return seen / (double) truth.length;
  }
}
