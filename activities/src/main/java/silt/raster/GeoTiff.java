package silt.raster;

import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.gdal.gdal.Band;
import org.gdal.gdal.Dataset;
import org.gdal.gdal.gdal;
import org.gdal.gdalconst.gdalconstConstants;

/**
 * A GeoTIFF open for reading. One thread at a time; close it, or its descriptor lingers.
 *
 * <p>Bands count from 1, as in the field. Every read is checked: a truncated file is a {@link
 * RasterProblem}, never zeros.
 */
public final class GeoTiff implements AutoCloseable {

  private final Path file;
  private final Dataset dataset;
  private final RasterGrid grid;

  private GeoTiff(Path file, Dataset dataset) {
    this.file = file;
    this.dataset = dataset;
    double[] t = dataset.GetGeoTransform();
    boolean placed = t[1] > 0 && t[2] == 0 && t[4] == 0 && t[5] == -t[1];
    // a chip without a georeference reads as pixels of one unit at the origin
    this.grid =
        new RasterGrid(
            dataset.GetProjectionRef() == null ? "" : dataset.GetProjectionRef(),
            placed ? t[0] : 0,
            placed ? t[3] : 0,
            placed ? t[1] : 1,
            dataset.getRasterXSize(),
            dataset.getRasterYSize());
  }

  /**
   * Opens a GeoTIFF.
   *
   * @throws RasterProblem where it is missing or is not a GeoTIFF
   * @throws RasterLibraryMissing where GDAL is not installed
   */
  public static GeoTiff open(Path file) {
    Gdal.require();
    Dataset dataset =
        gdal.OpenEx(
            file.toString(),
            gdalconstConstants.OF_RASTER | gdalconstConstants.OF_READONLY,
            new java.util.Vector<>(java.util.List.of("GTiff")));
    if (dataset == null) {
      throw Gdal.problem(file + " cannot be opened as a GeoTIFF");
    }
    return new GeoTiff(file, dataset);
  }

  public RasterGrid grid() {
    return grid;
  }

  public int bands() {
    return dataset.getRasterCount();
  }

  /**
   * How a band's values are stored, in GDAL's word: {@code Int16}, {@code Byte}, {@code Float32}.
   */
  public String type(int band) {
    return gdal.GetDataTypeName(dataset.GetRasterBand(band).GetRasterDataType());
  }

  /** The value that stands for no data in a band, where the file says one. */
  public OptionalDouble nodata(int band) {
    Double[] value = new Double[1];
    dataset.GetRasterBand(band).GetNoDataValue(value);
    return value[0] == null ? OptionalDouble.empty() : OptionalDouble.of(value[0]);
  }

  /** What the file calls a band; empty where it says nothing. */
  public String description(int band) {
    String said = dataset.GetRasterBand(band).GetDescription();
    return said == null ? "" : said;
  }

  /** The file's own tags (GDAL's default metadata domain), sorted by name. */
  public Map<String, String> tags() {
    Map<String, String> tags = new TreeMap<>();
    Hashtable<?, ?> all = dataset.GetMetadata_Dict("");
    all.forEach((key, value) -> tags.put(String.valueOf(key), String.valueOf(value)));
    return tags;
  }

  /** Whether the file was laid out as a cloud-optimised GeoTIFF. */
  public boolean isCloudOptimised() {
    return "COG".equals(dataset.GetMetadataItem("LAYOUT", "IMAGE_STRUCTURE"));
  }

  /** Fills {@code into} (row by row, {@code window.pixels()} long) as int16. */
  public short[] readShorts(int band, Window window, short[] into) {
    read(band, window, gdalconstConstants.GDT_Int16, into);
    return into;
  }

  public short[] readShorts(int band, Window window) {
    return readShorts(band, window, new short[window.pixels()]);
  }

  /** As unsigned bytes; read them with {@code & 0xff}. */
  public byte[] readBytes(int band, Window window) {
    byte[] into = new byte[window.pixels()];
    read(band, window, gdalconstConstants.GDT_Byte, into);
    return into;
  }

  public float[] readFloats(int band, Window window) {
    float[] into = new float[window.pixels()];
    read(band, window, gdalconstConstants.GDT_Float32, into);
    return into;
  }

  private void read(int band, Window w, int type, Object into) {
    if (w.endColumn() > grid.width() || w.endRow() > grid.height()) {
      throw new IllegalArgumentException(
          w + " leaves " + file + " of " + grid.width() + " columns");
    }
    Band from = dataset.GetRasterBand(band);
    int code;
    if (into instanceof short[] shorts) {
      code =
          from.ReadRaster(
              w.column(), w.row(), w.width(), w.height(), w.width(), w.height(), type, shorts);
    } else if (into instanceof float[] floats) {
      code =
          from.ReadRaster(
              w.column(), w.row(), w.width(), w.height(), w.width(), w.height(), type, floats);
    } else {
      code =
          from.ReadRaster(
              w.column(),
              w.row(),
              w.width(),
              w.height(),
              w.width(),
              w.height(),
              type,
              (byte[]) into);
    }
    Gdal.check(code, file + " band " + band + " cannot be decoded at " + w);
  }

  /**
   * Decodes every pixel of every band once, so that damage shows before anybody computes with it.
   *
   * @throws RasterProblem at the first block that cannot be decoded
   */
  public void verifyDecodable() {
    int rows = Math.min(512, grid.height());
    for (int band = 1; band <= bands(); band++) {
      for (int row = 0; row < grid.height(); row += rows) {
        Window strip = new Window(0, row, grid.width(), Math.min(rows, grid.height() - row));
        read(band, strip, gdalconstConstants.GDT_Float32, new float[strip.pixels()]);
      }
    }
  }

  @Override
  public void close() {
    dataset.delete();
  }
}
