package silt.raster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.Vector;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.gdal.gdal.Dataset;
import org.gdal.gdal.gdal;
import org.gdal.gdalconst.gdalconstConstants;
import org.gdal.ogr.Feature;
import org.gdal.ogr.FeatureDefn;
import org.gdal.ogr.Layer;
import org.gdal.osr.CoordinateTransformation;
import org.gdal.osr.SpatialReference;
import org.gdal.osr.osrConstants;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKBReader;

/** Reads any vector file that OGR knows (GeoJSON, GeoPackage, shapefile or a zip of one, ...). */
public final class VectorFile {

  /**
   * A feature as it stands in the file.
   *
   * @param attributes as text, by field name, in the file's order; unset ones are absent. Ids of 14
   *     digits come as text and so lose nothing
   * @param lonLat geometry in WGS 84 longitude and latitude, degrees, whatever the file has; {@code
   *     null} where the feature has none
   */
  public record VectorFeature(Map<String, String> attributes, Geometry lonLat) {}

  private VectorFile() {}

  /**
   * All features of the first layer.
   *
   * @throws RasterProblem where OGR cannot read the file, or a geometry has no coordinate system
   */
  public static List<VectorFeature> read(Path file) {
    Dataset dataset = open(file);
    try {
      return features(file, dataset.GetLayer(0));
    } finally {
      dataset.delete();
    }
  }

  /**
   * Features of the first layer, each of them read.
   *
   * @throws RasterProblem where OGR cannot read the file
   */
  public static long count(Path file) {
    Dataset dataset = open(file);
    try {
      Layer layer = dataset.GetLayer(0);
      gdal.ErrorReset();
      long found = 0;
      for (Feature next = layer.GetNextFeature(); next != null; next = layer.GetNextFeature()) {
        found++;
        next.delete();
      }
      if (gdal.GetLastErrorType() >= gdalconstConstants.CE_Failure) {
        throw Gdal.problem(file + " cannot be read after feature " + found);
      }
      return found;
    } finally {
      dataset.delete();
    }
  }

  private static Dataset open(Path file) {
    Gdal.require();
    // a zipped shapefile, as archives hand them out, is read where it lies
    String name = (file.toString().endsWith(".zip") ? "/vsizip/" : "") + file.toAbsolutePath();
    Dataset dataset =
        gdal.OpenEx(
            name,
            gdalconstConstants.OF_VECTOR | gdalconstConstants.OF_READONLY,
            new Vector<String>());
    if (dataset == null) {
      throw Gdal.problem(file + " cannot be read as a vector file");
    }
    if (dataset.GetLayerCount() == 0) {
      dataset.delete();
      throw new RasterProblem(file + " holds no layer");
    }
    return dataset;
  }

  private static List<VectorFeature> features(Path file, Layer layer) {
    List<VectorFeature> features = new ArrayList<>();
    try (Features each = new Features(file, layer)) {
      each.forEachRemaining(features::add);
    }
    return features;
  }

  private static Map<String, String> attributes(Feature feature) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < feature.GetFieldCount(); i++) {
      if (feature.IsFieldSetAndNotNull(i)) {
        attributes.put(feature.GetFieldDefnRef(i).GetName(), feature.GetFieldAsString(i));
      }
    }
    return attributes;
  }

  private static Geometry geometry(Path file, Feature feature, CoordinateTransformation toLonLat) {
    org.gdal.ogr.Geometry shape = feature.GetGeometryRef();
    if (shape == null) {
      return null;
    }
    Gdal.check(shape.Transform(toLonLat), file + ": feature " + feature.GetFID());
    shape.FlattenTo2D();
    try {
      return new WKBReader().read(shape.ExportToWkb());
    } catch (ParseException malformed) {
      throw new RasterProblem(
          file
              + ": feature "
              + feature.GetFID()
              + " has a geometry that cannot be read: "
              + malformed.getMessage());
    }
  }

  /**
   * All features of the first layer, one in hand at a time; closing the stream closes the file.
   *
   * @throws RasterProblem as {@link #read}, also while features are taken
   */
  public static Stream<VectorFeature> stream(Path file) {
    Dataset dataset = open(file);
    try {
      Features each = new Features(file, dataset.GetLayer(0));
      return StreamSupport.stream(
              Spliterators.spliteratorUnknownSize(each, Spliterator.ORDERED), false)
          .onClose(
              () -> {
                each.close();
                dataset.delete();
              });
    } catch (RuntimeException unusable) {
      dataset.delete();
      throw unusable;
    }
  }

  /**
   * Names of the fields of the first layer, in their order.
   *
   * @throws RasterProblem where OGR cannot read the file
   */
  public static Set<String> fields(Path file) {
    Dataset dataset = open(file);
    try {
      FeatureDefn fields = dataset.GetLayer(0).GetLayerDefn();
      Set<String> names = new LinkedHashSet<>();
      for (int nr = 0; nr < fields.GetFieldCount(); nr++) {
        names.add(fields.GetFieldDefn(nr).GetName());
      }
      return names;
    } finally {
      dataset.delete();
    }
  }

  /** The features of a layer, read when they are asked for. */
  private static final class Features implements Iterator<VectorFeature>, AutoCloseable {

    private final Path file;
    private final Layer layer;
    private final SpatialReference lonLat = new SpatialReference();
    private final CoordinateTransformation toLonLat;
    private Feature next;
    private boolean ended;

    Features(Path file, Layer layer) {
      this.file = file;
      this.layer = layer;
      SpatialReference from = layer.GetSpatialRef();
      if (from == null) {
        throw new RasterProblem(file + " has no coordinate system (a shapefile needs its .prj)");
      }
      from.SetAxisMappingStrategy(osrConstants.OAMS_TRADITIONAL_GIS_ORDER);
      Gdal.check(lonLat.ImportFromEPSG(4326), "EPSG:4326");
      lonLat.SetAxisMappingStrategy(osrConstants.OAMS_TRADITIONAL_GIS_ORDER);
      toLonLat = new CoordinateTransformation(from, lonLat);
      layer.ResetReading();
    }

    @Override
    public boolean hasNext() {
      if (next == null && !ended) {
        gdal.ErrorReset();
        next = layer.GetNextFeature();
        ended = next == null;
        if (ended && gdal.GetLastErrorType() >= gdalconstConstants.CE_Failure) {
          throw Gdal.problem(file + " cannot be read to its end");
        }
      }
      return next != null;
    }

    @Override
    public VectorFeature next() {
      if (!hasNext()) {
        throw new NoSuchElementException(file + " has no more features");
      }
      try {
        return new VectorFeature(attributes(next), geometry(file, next, toLonLat));
      } finally {
        next.delete();
        next = null;
      }
    }

    @Override
    public void close() {
      if (next != null) {
        next.delete();
        next = null;
      }
      toLonLat.delete();
      lonLat.delete();
    }
  }
}
