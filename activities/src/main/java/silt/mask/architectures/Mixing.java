package silt.mask.architectures;

import ai.djl.nn.convolutional.Conv2d;

/** How trunks that were made for colours take other numbers of bands. */
final class Mixing {

  private static final int COLOURS = 3;

  private Mixing() {}

  /**
   * Adds the published {@code first}, which mixes bands down to three planes.
   *
   * @return null for three bands, which need none
   */
  static Conv2d toColours(SegmentationNetwork network, String prefix, int bands) {
    return bands == COLOURS
        ? null
        : network.add(prefix + ".first", Filter.of(bands, COLOURS, 1).biased());
  }
}
