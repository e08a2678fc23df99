package silt.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Vector;
import org.gdal.gdal.Dataset;
import org.gdal.gdal.gdal;
import org.gdal.gdalconst.gdalconstConstants;
import org.gdal.ogr.Feature;
import org.gdal.ogr.Layer;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import silt.raster.RasterLibrary;
import silt.raster.VectorFile.VectorFeature;

/** A CSV file, read by GDAL's own driver as a QGIS user opens it: points of two columns. */
final class CsvAsGdalSeesIt {

  private CsvAsGdalSeesIt() {}

  static List<VectorFeature> read(Path file) {
    RasterLibrary.version();
    Dataset dataset =
        gdal.OpenEx(
            file.toString(),
            gdalconstConstants.OF_VECTOR,
            new Vector<>(List.of("CSV")),
            new Vector<>(List.of("X_POSSIBLE_NAMES=lon", "Y_POSSIBLE_NAMES=lat")));
    try {
      Layer layer = dataset.GetLayer(0);
      List<VectorFeature> found = new ArrayList<>();
      for (Feature next = layer.GetNextFeature(); next != null; next = layer.GetNextFeature()) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < next.GetFieldCount(); i++) {
          attributes.put(next.GetFieldDefnRef(i).GetName(), next.GetFieldAsString(i));
        }
        double[] point = next.GetGeometryRef().GetPoint(0);
        found.add(
            new VectorFeature(
                attributes, new GeometryFactory().createPoint(new Coordinate(point[0], point[1]))));
      }
      return found;
    } finally {
      dataset.delete();
    }
  }
}
