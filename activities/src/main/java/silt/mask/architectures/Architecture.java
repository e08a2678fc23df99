package silt.mask.architectures;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import silt.scene.BadInput;

/** The networks that this code builds, under the words that a card's {@code architecture} uses. */
public enum Architecture {
  COMPACT_UNET("compact-unet-16", CompactUnet.STEP, CompactUnet::new),
  MOBILENETV3_LRASPP_SMALL(
      "mobilenetv3-lraspp-small", LrAspp.STEP, bands -> new LrAspp(false, bands)),
  MOBILENETV3_LRASPP_LARGE(
      "mobilenetv3-lraspp-large", LrAspp.STEP, bands -> new LrAspp(true, bands)),
  DEEPLABV3PLUS_RESNET34(
      "deeplabv3plus-resnet34", DeepLab.STEP, bands -> new DeepLab(ResNet34::new, bands)),
  DEEPLABV3PLUS_MOBILENETV2(
      "deeplabv3plus-mobilenetv2", DeepLab.STEP, bands -> new DeepLab(MobileNetV2::new, bands)),
  SEGNET("segnet", SegNet.STEP, SegNet::new);

  /** What the published code calls its one MobileNetV3. */
  private static final String ALIAS = "mobilenetv3-lraspp";

  private final String word;
  private final int step;
  private final IntFunction<SegmentationNetwork> maker;

  Architecture(String word, int step, IntFunction<SegmentationNetwork> maker) {
    this.word = word;
    this.step = step;
    this.maker = maker;
  }

  /**
   * The architecture of a word.
   *
   * @throws BadInput where there is none, naming those there are
   */
  public static Architecture of(String word) {
    if (ALIAS.equals(word)) {
      return MOBILENETV3_LRASPP_SMALL;
    }
    for (Architecture architecture : values()) {
      if (architecture.word.equals(word)) {
        return architecture;
      }
    }
    throw new BadInput(
        "architecture " + word + ": is unknown",
        "Known are "
            + Arrays.stream(values()).map(Architecture::word).collect(Collectors.joining(", "))
            + ".");
  }

  /** The name in a card's {@code architecture}. */
  public String word() {
    return word;
  }

  /** Sides of inputs are multiples of this, pixels. */
  public int step() {
    return step;
  }

  /** The least side that the network takes and that holds so many pixels. */
  public int up(int pixels) {
    return (pixels + step - 1) / step * step;
  }

  /**
   * The heads of the published checkpoints, in the order in which they hold them; none for a
   * network that was never published. The network itself orders and inverts what they say.
   */
  public List<PublishedTask> publishedTasks() {
    return this == COMPACT_UNET ? List.of() : PublishedTask.ALL;
  }

  /**
   * A network whose parameters are not yet initialised.
   *
   * @param bands planes of its input, at least 1
   */
  public SegmentationNetwork create(int bands) {
    if (bands < 1) {
      throw new IllegalArgumentException("a network takes at least 1 band, not " + bands);
    }
    return maker.apply(bands);
  }
}
