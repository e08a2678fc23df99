package silt.raster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Vector;
import org.gdal.gdal.Band;
import org.gdal.gdal.Dataset;
import org.gdal.gdal.gdal;
import org.gdal.gdalconst.gdalconstConstants;

/**
 * Writes whole rasters as cloud-optimised GeoTIFFs: tiled, DEFLATE, overviews on request.
 *
 * <p>The pixels are gathered in memory (3660 x 3660 float32 is 54 MB) and the file appears under
 * its name only when it is complete.
 */
public final class CogWriter implements AutoCloseable {

  private final RasterGrid grid;
  private final Dataset memory;
  private final List<String> options =
      new ArrayList<>(List.of("COMPRESS=DEFLATE", "LEVEL=6", "BIGTIFF=IF_SAFER"));

  private CogWriter(RasterGrid grid, int gdalType, int bands) {
    Gdal.require();
    this.grid = grid;
    this.memory =
        gdal.GetDriverByName("MEM").Create("", grid.width(), grid.height(), bands, gdalType);
    if (memory == null) {
      throw Gdal.problem("no memory for a raster of " + grid.width() + "x" + grid.height());
    }
    if (!grid.crsWkt().isEmpty()) {
      Gdal.check(memory.SetProjection(grid.crsWkt()), "the coordinate system of a new raster");
      Gdal.check(memory.SetGeoTransform(grid.geoTransform()), "the place of a new raster");
    }
    blockSize(512);
  }

  public static CogWriter ofBytes(RasterGrid grid) {
    return new CogWriter(grid, gdalconstConstants.GDT_Byte, 1).option("PREDICTOR=NO");
  }

  /** Several bands of flags or labels in one file; see {@link #writeBand(int, Window, byte[])}. */
  public static CogWriter ofBytes(RasterGrid grid, int bands) {
    return new CogWriter(grid, gdalconstConstants.GDT_Byte, bands).option("PREDICTOR=NO");
  }

  public static CogWriter ofShorts(RasterGrid grid) {
    return new CogWriter(grid, gdalconstConstants.GDT_Int16, 1).option("PREDICTOR=YES");
  }

  /** Several bands of one kind in one file, e.g. a training chip; see {@link #writeBand}. */
  public static CogWriter ofShorts(RasterGrid grid, int bands) {
    return new CogWriter(grid, gdalconstConstants.GDT_Int16, bands).option("PREDICTOR=YES");
  }

  /** Unsigned 16 bit, as HLS has its angles; write them as floats, which GDAL rounds. */
  public static CogWriter ofUnsignedShorts(RasterGrid grid) {
    return new CogWriter(grid, gdalconstConstants.GDT_UInt16, 1).option("PREDICTOR=YES");
  }

  public static CogWriter ofFloats(RasterGrid grid) {
    return new CogWriter(grid, gdalconstConstants.GDT_Float32, 1).option("PREDICTOR=YES");
  }

  /** Several bands of measures in one file; see {@link #writeBand(int, Window, float[])}. */
  public static CogWriter ofFloats(RasterGrid grid, int bands) {
    return new CogWriter(grid, gdalconstConstants.GDT_Float32, bands).option("PREDICTOR=YES");
  }

  private CogWriter option(String option) {
    options.removeIf(o -> o.startsWith(option.substring(0, option.indexOf('=') + 1)));
    options.add(option);
    return this;
  }

  /** Side of a block, pixels, a multiple of 16. HLS has 256 or 512. */
  public CogWriter blockSize(int pixels) {
    return option("BLOCKSIZE=" + pixels);
  }

  /** DEFLATE level 1 (fast) to 9 (small). */
  public CogWriter level(int level) {
    return option("LEVEL=" + level);
  }

  /** How overviews are made ({@code NEAREST}, {@code AVERAGE}, {@code MODE}), or {@code NONE}. */
  public CogWriter overviews(String resampling) {
    if (resampling.equals("NONE")) {
      return option("OVERVIEWS=NONE");
    }
    return option("OVERVIEWS=AUTO").option("OVERVIEW_RESAMPLING=" + resampling);
  }

  public CogWriter nodata(double value) {
    for (int band = 1; band <= memory.getRasterCount(); band++) {
      Gdal.check(memory.GetRasterBand(band).SetNoDataValue(value), "the nodata value");
    }
    return this;
  }

  /** What a stored 1 is worth, e.g. 0.0001 for HLS reflectance. */
  public CogWriter scale(double scale, double offset) {
    Band band = memory.GetRasterBand(1);
    Gdal.check(band.SetScale(scale), "the scale");
    Gdal.check(band.SetOffset(offset), "the offset");
    return this;
  }

  public CogWriter description(String text) {
    return description(1, text);
  }

  /** Names one of several bands, from 1. */
  public CogWriter description(int band, String text) {
    memory.GetRasterBand(band).SetDescription(text);
    return this;
  }

  /** Adds tags to the file. */
  public CogWriter tags(Map<String, String> tags) {
    tags.forEach(memory::SetMetadataItem);
    return this;
  }

  public CogWriter write(Window window, byte[] pixels) {
    return writeBand(1, window, pixels);
  }

  public CogWriter write(Window window, short[] pixels) {
    return writeBand(1, window, pixels);
  }

  /**
   * Writes into one of several bands.
   *
   * @param band from 1
   */
  public CogWriter writeBand(int band, Window window, short[] pixels) {
    Gdal.check(
        memory.GetRasterBand(band)
            .WriteRaster(
                window.column(),
                window.row(),
                window.width(),
                window.height(),
                window.width(),
                window.height(),
                gdalconstConstants.GDT_Int16,
                pixels),
        "writing int16 at " + window);
    return this;
  }

  public CogWriter write(Window window, float[] pixels) {
    return writeBand(1, window, pixels);
  }

  /** Writes into one of several bands, from 1. */
  public CogWriter writeBand(int band, Window window, byte[] pixels) {
    Gdal.check(
        memory.GetRasterBand(band)
            .WriteRaster(
                window.column(),
                window.row(),
                window.width(),
                window.height(),
                window.width(),
                window.height(),
                gdalconstConstants.GDT_Byte,
                pixels),
        "writing bytes at " + window);
    return this;
  }

  /** Writes into one of several bands, from 1. */
  public CogWriter writeBand(int band, Window window, float[] pixels) {
    Gdal.check(
        memory.GetRasterBand(band)
            .WriteRaster(
                window.column(),
                window.row(),
                window.width(),
                window.height(),
                window.width(),
                window.height(),
                gdalconstConstants.GDT_Float32,
                pixels),
        "writing float32 at " + window);
    return this;
  }

  public RasterGrid grid() {
    return grid;
  }

  /**
   * Makes the file. It has its name only when all of it is on disk.
   *
   * @throws RasterProblem where GDAL cannot write, e.g. on a full disk
   */
  public void save(Path file) {
    Path partial = file.resolveSibling("." + file.getFileName() + ".partial");
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Dataset copy =
          gdal.GetDriverByName("COG")
              .CreateCopy(partial.toString(), memory, 0, new Vector<>(options));
      if (copy == null) {
        throw unwritten(file);
      }
      gdal.ErrorReset();
      copy.FlushCache();
      copy.delete();
      // deferred write errors, a full disk above all, show only in the error state
      if (gdal.GetLastErrorType() >= gdalconstConstants.CE_Failure) {
        throw unwritten(file);
      }
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " cannot be written", failed);
    } finally {
      try {
        Files.deleteIfExists(partial);
      } catch (IOException leftover) {
        throw new UncheckedIOException(partial + " cannot be removed", leftover);
      }
    }
  }

  /** GDAL says "write error" of a full disk as of any other: the room that is left tells which. */
  private RasterProblem unwritten(Path file) {
    RasterProblem said = Gdal.problem(file + " cannot be written");
    long bits = gdal.GetDataTypeSize(memory.GetRasterBand(1).getDataType());
    long raw = (long) grid.width() * grid.height() * memory.getRasterCount() * bits / 8;
    long left = file.toAbsolutePath().getParent().toFile().getUsableSpace();
    return left < raw
        ? new RasterProblem(said.getMessage() + " (no space left on device: " + left + " bytes)")
        : said;
  }

  @Override
  public void close() {
    memory.delete();
  }
}
