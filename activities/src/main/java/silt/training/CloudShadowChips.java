package silt.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import silt.mask.MaskClass;
import silt.mask.Torch;
import silt.scene.BadInput;
import silt.scene.Band;

/**
 * The two hand-labelled 512 x 512 images of DLR's ukis-csmask (Apache-2.0): six bands of
 * reflectance at the top of the atmosphere, and one class a pixel.
 */
final class CloudShadowChips {

  /** The images' names, which are their sensors'. */
  static final String[] IMAGES = {"sentinel2", "landsat5"};

  private static final int SHADOW = 0;
  private static final int LAND = 3;
  private static final int CLOUD = 4;

  /** Rayleigh reflectance at sea level and nadir, roughly (6S, standard atmosphere). */
  static final double[] RAYLEIGH = {0.075, 0.042, 0.021, 0.007, 0.0008, 0.0003};

  /** Blue surface reflectance of the darkest hundredth of a land scene. */
  private static final double DARK_BLUE = 0.02;

  private CloudShadowChips() {}

  static Chip read(Path folder, String image) {
    Path file = folder.resolve(image + ".npz");
    Torch.require();
    try (NDManager manager = NDManager.newBaseManager();
        InputStream in = Files.newInputStream(file)) {
      NDList arrays = NDList.decode(manager, in);
      NDArray reflectance = named(arrays, "img", file);
      NDArray mask = named(arrays, "msk", file);
      int height = (int) reflectance.getShape().get(0);
      int width = (int) reflectance.getShape().get(1);
      float[] values = reflectance.toType(DataType.FLOAT32, false).toFloatArray();
      int[] labels = mask.toType(DataType.INT32, false).toIntArray();
      short[][] bands = new short[6][width * height];
      byte[][] truth = new byte[MaskClass.values().length][width * height];
      for (byte[] known : truth) {
        Arrays.fill(known, Chip.UNKNOWN);
      }
      for (int i = 0; i < labels.length; i++) {
        for (int b = 0; b < bands.length; b++) {
          bands[b][i] = (short) Math.round(Math.min(values[i * 6 + b], 3f) * 10_000);
        }
        tell(truth, i, labels[i]);
      }
      takeOffPath(bands);
      return new Chip("cloud-shadow-chips", image, Chip.TOA, width, height, bands, truth);
    } catch (IOException failed) {
      throw new UncheckedIOException(file + " cannot be read", failed);
    }
  }

  /**
   * Brings reflectance near the surface's: dark-object subtraction (Chavez 1988) with Rayleigh's
   * spectrum, scaled by the darkest hundredth of blue.
   */
  private static void takeOffPath(short[][] bands) {
    short[] blue = bands[0].clone();
    Arrays.sort(blue);
    double dark = blue[blue.length / 100] * Band.REFLECTANCE_SCALE;
    double share = Math.min(Math.max((dark - DARK_BLUE) / RAYLEIGH[0], 0), 1.3);
    for (int b = 0; b < bands.length; b++) {
      int less = (int) Math.round(share * RAYLEIGH[b] / Band.REFLECTANCE_SCALE);
      for (int i = 0; i < bands[b].length; i++) {
        bands[b][i] -= (short) less;
      }
    }
  }

  private static NDArray named(NDList arrays, String name, Path file) {
    NDArray array = arrays.get(name);
    if (array == null) {
      throw new BadInput(
          file + ": holds no array " + name, "It must be as ukis-csmask publishes it.");
    }
    return array;
  }

  private static void tell(byte[][] truth, int i, int label) {
    truth[MaskClass.CLOUD.ordinal()][i] = (byte) (label == CLOUD ? 1 : 0);
    truth[MaskClass.CLOUD_SHADOW.ordinal()][i] =
        label == CLOUD ? Chip.UNKNOWN : (byte) (label == SHADOW ? 1 : 0);
    // what it calls water is as bright in the near infrared as land: banks and mixed pixels
    if (label == LAND) {
      truth[MaskClass.WATER.ordinal()][i] = 0;
    }
  }
}
