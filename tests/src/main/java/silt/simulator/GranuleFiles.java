package silt.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import silt.raster.CogWriter;
import silt.raster.RasterGrid;
import silt.scene.Band;
import silt.scene.GranuleId;

/**
 * The files of one granule, in the form of real HLS: cloud-optimised GeoTIFF, DEFLATE, blocks of
 * 256, overviews by nearest neighbour.
 *
 * @param tags that all of its files share
 */
record GranuleFiles(GranuleId granule, RasterGrid grid, Map<String, String> tags, Path folder) {

  static final int ANGLE_NODATA = 40_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Stored integers of reflectance or temperature, row by row. */
  void writeBand(SensorBand band, short[] values) {
    double scale = band.kind() == SensorBand.Kind.THERMAL ? 0.01 : Band.REFLECTANCE_SCALE;
    try (CogWriter writer = CogWriter.ofShorts(grid)) {
      form(writer)
          .nodata(Band.REFLECTANCE_NODATA)
          .scale(scale, 0)
          .description(band.longName())
          .tags(GranuleTags.ofBand(tags, band.longName(), scale))
          .write(grid.whole(), values)
          .save(file(band.code()));
    }
  }

  void writeFmask(byte[] flags) {
    try (CogWriter writer = CogWriter.ofBytes(grid)) {
      form(writer)
          .nodata(Band.FMASK_FILL)
          .tags(GranuleTags.ofFmask(tags, granule.sensor()))
          .write(grid.whole(), flags)
          .save(file("Fmask"));
    }
  }

  /** An angle in hundredths of a degree; {@link #ANGLE_NODATA} where nothing was seen. */
  void writeAngle(String code, float[] hundredths) {
    Map<String, String> all = new LinkedHashMap<>(tags);
    all.put("_FillValue", "" + ANGLE_NODATA);
    all.put("scale_factor", "0.01");
    all.put("add_offset", "0.0");
    try (CogWriter writer = CogWriter.ofUnsignedShorts(grid)) {
      form(writer)
          .nodata(ANGLE_NODATA)
          .scale(0.01, 0)
          .tags(all)
          .write(grid.whole(), hundredths)
          .save(file(code));
    }
  }

  /** Writes {@code granule.json}, the last file. */
  void complete(ObjectNode description) throws IOException {
    Files.write(
        folder.resolve("granule.json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(description));
  }

  private Path file(String code) {
    return folder.resolve(granule + "." + code + ".tif");
  }

  private static CogWriter form(CogWriter writer) {
    return writer.blockSize(256).level(1).overviews("NEAREST");
  }
}
