package silt.export;

import java.nio.file.Path;
import java.util.Vector;
import org.gdal.gdal.Attribute;
import org.gdal.gdal.Dataset;
import org.gdal.gdal.Group;
import org.gdal.gdal.MDArray;
import org.gdal.gdal.gdal;
import org.gdal.gdalconst.gdalconstConstants;
import silt.raster.RasterLibrary;

/** A netCDF file, read by GDAL's own driver. */
final class NetcdfAsGdalSeesIt implements AutoCloseable {

  private final Dataset dataset;
  private final Group root;

  NetcdfAsGdalSeesIt(Path file) {
    RasterLibrary.version();
    dataset =
        gdal.OpenEx(
            file.toString(),
            gdalconstConstants.OF_MULTIDIM_RASTER,
            new Vector<>(java.util.List.of("netCDF")));
    if (dataset == null) {
      throw new AssertionError("GDAL does not read " + file + ": " + gdal.GetLastErrorMsg());
    }
    root = dataset.GetRootGroup();
  }

  String attribute(String name) {
    return said(root.GetAttribute(name));
  }

  String attribute(String variable, String name) {
    return said(root.OpenMDArray(variable).GetAttribute(name));
  }

  private static String said(Attribute attribute) {
    return attribute == null ? null : attribute.ReadAsString();
  }

  int length(String variable) {
    return root.OpenMDArray(variable).GetTotalElementsCount().intValueExact();
  }

  double[] numbers(String variable) {
    MDArray array = root.OpenMDArray(variable);
    Dataset row = array.AsClassicDataset(0, 0);
    double[] values = new double[length(variable)];
    row.GetRasterBand(1)
        .ReadRaster(
            0, 0, values.length, 1, values.length, 1, gdalconstConstants.GDT_Float64, values);
    return values;
  }

  @Override
  public void close() {
    dataset.delete();
  }
}
