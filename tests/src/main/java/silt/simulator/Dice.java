package silt.simulator;

/**
 * Randomness that depends on its key alone: the same seed gives the same world on every machine, in
 * any order of asking. The mixing is the finaliser of SplitMix64 (Steele, Lea, Flood 2014).
 */
final class Dice {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  Dice(long seed) {
    this.state = mix(seed);
  }

  static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A seed for a part of something that has a seed. */
  static long seed(long of, long part) {
    return mix(of + GOLDEN * (part + 1));
  }

  /** A number in -1..1 for a place. */
  static float signed(long seed, int i, int j) {
    long bits = mix(seed ^ (i * 0x8CB92BA72F3D8DD7L) ^ (j * 0xABC98388FB8FAC03L));
    return (bits >> 40) * 0x1p-23f;
  }

  /** Of mean 0 and variance 1, bell-shaped (the sum of two uniform numbers), for a place. */
  static float grain(long seed, int i, int j) {
    long bits = mix(seed ^ (i * 0x8CB92BA72F3D8DD7L) ^ (j * 0xABC98388FB8FAC03L));
    return ((int) bits + (float) (int) (bits >> 32)) * (1.2247449f * 0x1p-31f);
  }

  /** 0 up to 1, without 1. */
  double unit() {
    state += GOLDEN;
    return (mix(state) >>> 11) * 0x1p-53;
  }

  double between(double low, double high) {
    return low + (high - low) * unit();
  }

  /** Low to high, evenly on a logarithmic scale. */
  double logBetween(double low, double high) {
    return low * Math.pow(high / low, unit());
  }

  int below(int bound) {
    return (int) (unit() * bound);
  }

  boolean chance(double probability) {
    return unit() < probability;
  }

  /** A standard normal number (Box and Muller 1958). */
  double normal() {
    return Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit());
  }
}
