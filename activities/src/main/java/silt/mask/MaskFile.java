package silt.mask;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import silt.model.ModelBundle;
import silt.raster.CogWriter;
import silt.raster.GeoTiff;

/**
 * The mask raster on disk: a cloud-optimised GeoTIFF of {@link MaskClass} flags whose tags say what
 * made it and what it counts.
 */
final class MaskFile {

  /** Which mask of which inputs by which model under which product this is. */
  record Origin(String scene, String product, String modelSha256, String inputsSha256) {

    private Map<String, String> tags() {
      Map<String, String> tags = new TreeMap<>();
      tags.put("SILT_SCENE", scene);
      tags.put("SILT_PRODUCT", product);
      tags.put("SILT_MASK_MODEL_SHA256", modelSha256);
      tags.put("SILT_INPUTS_SHA256", inputsSha256);
      return tags;
    }
  }

  private static final String BITS =
      "bit 0 water, 1 cloud shadow, 2 cloud, 3 snow or ice, 4 terrain shade; 255 no data";

  private MaskFile() {}

  static void write(Path file, WholeTile.Flags masked, Origin origin, ModelBundle bundle) {
    Map<String, String> tags = new TreeMap<>(origin.tags());
    tags.putAll(masked.counts().tags());
    tags.put("SILT_MASK_MODEL", bundle.card().name());
    tags.put("SILT_MASK_THRESHOLDS", bundle.card().thresholds().toString());
    tags.put("SILT_MASK_SCALING", bundle.card().convention().path("scaling").toString());
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
