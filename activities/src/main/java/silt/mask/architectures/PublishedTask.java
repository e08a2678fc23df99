package silt.mask.architectures;

import java.util.List;
import silt.mask.MaskClass;

/**
 * A head of the published networks, in their order.
 *
 * <p>The published {@code sun_mask} says that a pixel is sunlit. A {@link SegmentationNetwork}
 * keeps that head as it was published and gives its negative as the logit of terrain shade, for
 * {@code 1 - sigmoid(x) = sigmoid(-x)}: whoever copies parameters changes none of them. A published
 * threshold t of the sun is a threshold of {@code 1 - t} of the shade, and the shade holds at
 * equality.
 *
 * @param head the name in a checkpoint: {@code decoders.<head>.*}
 * @param mask the class that it tells of
 * @param inverted whether it tells of the class's absence
 */
public record PublishedTask(String head, MaskClass mask, boolean inverted) {

  static final List<PublishedTask> ALL =
      List.of(
          new PublishedTask("water_mask", MaskClass.WATER, false),
          new PublishedTask("cloudshadow_mask", MaskClass.CLOUD_SHADOW, false),
          new PublishedTask("cloud_mask", MaskClass.CLOUD, false),
          new PublishedTask("snowice_mask", MaskClass.SNOW_ICE, false),
          new PublishedTask("sun_mask", MaskClass.TERRAIN_SHADE, true));
}
