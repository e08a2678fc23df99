package silt.raster;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Vector;
import org.gdal.gdal.Dataset;
import org.gdal.gdal.Driver;
import org.gdal.gdal.gdal;
import org.gdal.gdalconst.gdalconstConstants;
import org.gdal.ogr.Feature;
import org.gdal.ogr.FeatureDefn;
import org.gdal.ogr.FieldDefn;
import org.gdal.ogr.Geometry;
import org.gdal.ogr.Layer;
import org.gdal.ogr.ogr;
import org.gdal.ogr.ogrConstants;
import org.gdal.osr.SpatialReference;
import org.gdal.osr.osrConstants;

/**
 * A vector file of one layer, in longitude and latitude, that is written feature by feature and
 * holds none of them in memory. One thread at a time.
 */
public final class FeatureFile implements AutoCloseable {

  /** A file format that OGR writes without holding the features. */
  public enum Format {
    GEOPACKAGE("GPKG", List.of("GEOMETRY_NAME=geom", "SPATIAL_INDEX=YES")),
    /** Without its index, which OGR would collect in memory until the end. */
    FLATGEOBUF("FlatGeobuf", List.of("SPATIAL_INDEX=NO"));

    private final String driver;
    private final List<String> layerOptions;

    Format(String driver, List<String> layerOptions) {
      this.driver = driver;
      this.layerOptions = layerOptions;
    }
  }

  /** What a field holds. */
  public enum FieldType {
    TEXT(ogrConstants.OFTString, ogrConstants.OFSTNone),
    TIME(ogrConstants.OFTDateTime, ogrConstants.OFSTNone),
    REAL(ogrConstants.OFTReal, ogrConstants.OFSTNone),
    FLOAT(ogrConstants.OFTReal, ogrConstants.OFSTFloat32),
    INTEGER(ogrConstants.OFTInteger, ogrConstants.OFSTNone),
    BOOLEAN(ogrConstants.OFTInteger, ogrConstants.OFSTBoolean);

    private final int type;
    private final int subtype;

    FieldType(int type, int subtype) {
      this.type = type;
      this.subtype = subtype;
    }
  }

  public record Field(String name, FieldType type) {
    public Field {
      requireNonNull(name, "name");
      requireNonNull(type, "type");
    }
  }

  /** OGR's word for universal time in a date. */
  private static final int UTC = 100;

  /** SQLite would otherwise see each feature safely to the disk. */
  private static final int FEATURES_A_TRANSACTION = 50_000;

  private final Path file;
  private final List<Field> fields;
  private final Dataset dataset;
  private final Layer layer;
  private final FeatureDefn shape;
  private final boolean transactions;
  private Geometry geometry;
  private byte[] geometryOf;
  private long written;
  private boolean closed;

  private FeatureFile(Path file, List<Field> fields, Dataset dataset, Layer layer) {
    this.file = file;
    this.fields = fields;
    this.dataset = dataset;
    this.layer = layer;
    this.shape = layer.GetLayerDefn();
    this.transactions = dataset.TestCapability(ogr.ODsCTransactions);
  }

  /**
   * Begins a file.
   *
   * @param layerName what the layer is called, and what it holds
   */
  public static FeatureFile create(
      Path file, Format format, String layerName, String description, List<Field> fields) {
    Gdal.require();
    Driver driver = gdal.GetDriverByName(format.driver);
    if (driver == null) {
      throw new RasterProblem("this GDAL cannot write " + format.driver);
    }
    Dataset dataset =
        driver.Create(file.toString(), 0, 0, 0, gdalconstConstants.GDT_Unknown, new String[0]);
    if (dataset == null) {
      throw Gdal.problem(file + " cannot be made");
    }
    try {
      Layer layer = layer(dataset, format, layerName, description);
      for (Field field : fields) {
        FieldDefn definition = new FieldDefn(field.name(), field.type().type);
        definition.SetSubType(field.type().subtype);
        Gdal.check(() -> layer.CreateField(definition), file + ": field " + field.name());
        definition.delete();
      }
      FeatureFile made = new FeatureFile(file, List.copyOf(fields), dataset, layer);
      made.begin();
      return made;
    } catch (RuntimeException failed) {
      dataset.delete();
      throw failed;
    }
  }

  private static Layer layer(Dataset dataset, Format format, String name, String description) {
    SpatialReference lonLat = new SpatialReference();
    Gdal.check(lonLat.ImportFromEPSG(4326), "EPSG:4326");
    lonLat.SetAxisMappingStrategy(osrConstants.OAMS_TRADITIONAL_GIS_ORDER);
    Vector<String> options = new Vector<>(format.layerOptions);
    if (format == Format.GEOPACKAGE) {
      options.add("DESCRIPTION=" + description);
    }
    Layer layer = dataset.CreateLayer(name, lonLat, ogrConstants.wkbUnknown, options);
    lonLat.delete();
    if (layer == null) {
      throw Gdal.problem("layer " + name + " cannot be made");
    }
    return layer;
  }

  /**
   * Adds a feature.
   *
   * @param wkb its geometry; the same array again is not read again
   * @param values one for each field: String, Instant, Number or Boolean; {@code null} for none
   */
  public void add(byte[] wkb, Object[] values) {
    if (wkb != geometryOf) {
      release();
      geometry = Geometry.CreateFromWkb(wkb);
      if (geometry == null) {
        throw Gdal.problem(file + ": a geometry cannot be read");
      }
      geometryOf = wkb;
    }
    Feature feature = new Feature(shape);
    try {
      for (int i = 0; i < values.length; i++) {
        set(feature, i, values[i]);
      }
      Gdal.check(() -> feature.SetGeometry(geometry), file + ": geometry of feature " + written);
      Gdal.check(() -> layer.CreateFeature(feature), file + ": feature " + written);
    } finally {
      feature.delete();
    }
    written++;
    if (transactions && written % FEATURES_A_TRANSACTION == 0) {
      commit();
      begin();
    }
  }

  private void set(Feature feature, int index, Object value) {
    if (value == null) {
      feature.SetFieldNull(index);
    } else if (value instanceof Instant instant) {
      ZonedDateTime t = instant.atZone(ZoneOffset.UTC);
      float seconds = t.getSecond() + t.getNano() / 1e9f;
      feature.SetField(
          index,
          t.getYear(),
          t.getMonthValue(),
          t.getDayOfMonth(),
          t.getHour(),
          t.getMinute(),
          seconds,
          UTC);
    } else if (value instanceof Boolean flag) {
      feature.SetField(index, flag ? 1 : 0);
    } else if (fields.get(index).type() == FieldType.INTEGER && value instanceof Integer whole) {
      feature.SetField(index, whole);
    } else if (value instanceof Number number) {
      feature.SetField(index, number.doubleValue());
    } else {
      feature.SetField(index, value.toString());
    }
  }

  /**
   * Ends the file and counts what it holds: of a write that fails at its end, as on a full disk,
   * GDAL tells nothing.
   *
   * @throws RasterProblem where it holds fewer features than were added
   */
  public void finish() {
    commit();
    Gdal.check(layer::SyncToDisk, file + " cannot be written");
    close();
    long found = VectorFile.count(file);
    if (found != written) {
      throw new RasterProblem(file + " holds " + found + " of " + written + " features");
    }
  }

  private void begin() {
    if (transactions) {
      Gdal.check(() -> dataset.StartTransaction(), file + " cannot be written");
    }
  }

  private void commit() {
    if (transactions) {
      Gdal.check(() -> dataset.CommitTransaction(), file + " cannot be written");
    }
  }

  private void release() {
    if (geometry != null) {
      geometry.delete();
      geometry = null;
      geometryOf = null;
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      release();
      dataset.delete();
    }
  }
}
