package silt.mask;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import silt.model.ModelBundle;
import silt.model.Sha256;
import silt.raster.CogWriter;
import silt.raster.GeoTiff;
import silt.scene.Band;

/**
 * The mask raster on disk: a cloud-optimised GeoTIFF of {@link MaskClass} flags whose tags say what
 * made it and what it counts.
 */
final class MaskFile {

  static final String SCENE = "SILT_SCENE";
  static final String MODEL = "SILT_MASK_MODEL_SHA256";
  static final String FORM = "SILT_MASK_FORM";
  static final String INPUTS = "SILT_INPUTS_SHA256";

  /** Which mask of which inputs by which model under which product this is. */
  record Origin(String scene, String product, String modelSha256, String inputsSha256) {

    Map<String, String> tags() {
      Map<String, String> tags = new TreeMap<>();
      tags.put(SCENE, scene);
      tags.put("SILT_PRODUCT", product);
      tags.put(MODEL, modelSha256);
      tags.put(INPUTS, inputsSha256);
      return tags;
    }
  }

  private static final String BITS =
      "bit 0 water, 1 cloud shadow, 2 cloud, 3 snow or ice, 4 terrain shade; 255 no data";

  private MaskFile() {}

  /** One fingerprint of a mask's inputs: the sha256 of each band's file, in the network's order. */
  static String inputs(Map<Band, String> sha256) {
    StringBuilder inputs = new StringBuilder();
    for (Band band : MaskNetwork.INPUTS) {
      inputs.append(band).append(' ').append(sha256.getOrDefault(band, "-")).append('\n');
    }
    byte[] digest = Sha256.digest().digest(inputs.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
  }

  /**
   * Writes a mask.
   *
   * @param origin tags that tell this mask from others
   */
  static void write(
      Path file,
      WholeTile.Flags masked,
      Layout layout,
      Map<String, String> origin,
      ModelBundle bundle) {
    Map<String, String> tags = new TreeMap<>(origin);
    tags.putAll(masked.counts().tags());
    tags.put("SILT_MASK_MODEL", bundle.card().name());
    tags.put("SILT_MASK_THRESHOLDS", bundle.card().thresholds().toString());
    tags.put("SILT_MASK_SCALING", bundle.card().convention().path("scaling").toString());
    tags.put("SILT_MASK_DECISION", bundle.card().convention().path("decision").toString());
    tags.put("SILT_MASK_LAYOUT", layout.word());
    tags.put("SILT_MASK_WINDOW", Integer.toString(bundle.card().window()));
    tags.put("SILT_MASK_OVERLAP", bundle.card().convention().path("overlap").toString());
    tags.put("SILT_MASK_BITS", BITS);
    try (CogWriter writer = CogWriter.ofBytes(masked.grid())) {
      writer
          .nodata(MaskClass.NODATA)
          .description("mask flags")
          .overviews("NEAREST")
          .tags(tags)
          .write(masked.grid().whole(), masked.flags())
          .save(file);
    }
  }

  /** The counts of a file, where it is of this origin. */
  static Optional<MaskCounts> counts(Path file, Origin origin) {
    try (GeoTiff tiff = GeoTiff.open(file)) {
      Map<String, String> tags = tiff.tags();
      return tags.entrySet().containsAll(origin.tags().entrySet())
          ? Optional.of(MaskCounts.from(tags))
          : Optional.empty();
    }
  }
}
