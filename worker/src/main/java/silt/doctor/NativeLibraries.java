package silt.doctor;

import java.util.List;
import silt.mask.Torch;
import silt.mask.TorchMissing;
import silt.raster.RasterLibrary;
import silt.raster.RasterLibraryMissing;

/** GDAL and libtorch, loaded for a trial. */
final class NativeLibraries {

  private static final String INSTALL = "Run deploy/install-native.";

  List<Finding> examine() {
    return List.of(gdal(), torch());
  }

  private static Finding gdal() {
    try {
      return Finding.good("GDAL", RasterLibrary.version());
    } catch (RasterLibraryMissing missing) {
      return Finding.wrong("GDAL", missing.getMessage(), INSTALL);
    }
  }

  private static Finding torch() {
    try {
      return Finding.good("libtorch", Torch.require());
    } catch (TorchMissing missing) {
      return Finding.wrong("libtorch", missing.getMessage(), INSTALL);
    }
  }
}
