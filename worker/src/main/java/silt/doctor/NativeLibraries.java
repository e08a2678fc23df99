package silt.doctor;

import java.util.List;
import silt.config.Key;
import silt.config.Settings;
import silt.mask.Torch;
import silt.mask.TorchMissing;
import silt.mask.forms.Device;
import silt.mask.forms.NumericForm;
import silt.raster.RasterLibrary;
import silt.raster.RasterLibraryMissing;

/** GDAL and libtorch, loaded for a trial. */
final class NativeLibraries {

  private static final String INSTALL = "Run deploy/install-native.";

  private final Settings settings;

  NativeLibraries(Settings settings) {
    this.settings = settings;
  }

  List<Finding> examine() {
    return List.of(
        gdal(),
        torch(),
        Doctor.guarded("mask device", INSTALL, () -> device(settings.text(Key.MASK_DEVICE))));
  }

  /** Where masks are computed, and in which numeric forms. */
  private static Finding device(String setting) {
    return device(Device.of(setting, Torch.cudaDevices()));
  }

  static Finding device(Device device) {
    return device.computes(NumericForm.BF16)
        ? Finding.good("mask device", "f32 and bf16 on " + device.describe())
        : Finding.note(
            "mask device",
            "f32 alone on " + device.describe(),
            "Product versions of numeric form bf16 wait for a host that computes it.");
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
