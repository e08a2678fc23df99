package silt.training.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import silt.scene.BadInput;
import silt.scene.Band;

/**
 * How Landsat's level-1 numbers become reflectance at the top of the atmosphere: {@code (mult x DN
 * + add) / sin(sun elevation)}, by the scene's {@code MTL} file (Landsat Collection 1 product
 * guide).
 */
public final class Level1Scale {

  private static final int MOST = 32_000;

  private final Path file;
  private final Map<String, String> said;

  private Level1Scale(Path file, Map<String, String> said) {
    this.file = file;
    this.said = said;
  }

  /**
   * Reads a scene's {@code MTL.txt}.
   *
   * @throws BadInput where it cannot be read or tells no sun elevation
   */
  public static Level1Scale of(Path file) {
    Map<String, String> said = new HashMap<>();
    try {
      for (String line : Files.readAllLines(file)) {
        int equals = line.indexOf(" = ");
        if (equals > 0) {
          said.put(line.substring(0, equals).trim(), line.substring(equals + 3).trim());
        }
      }
    } catch (IOException failed) {
      throw new BadInput(file + ": cannot be read", "Give the scene's MTL file.", failed);
    }
    Level1Scale scale = new Level1Scale(file, said);
    double sun = scale.number("SUN_ELEVATION");
    if (!(sun > 0 && sun <= 90)) {
      throw new BadInput(
          file + ": the sun's elevation is " + sun, "It must be over 0 degrees: a scene by day.");
    }
    return scale;
  }

  private double number(String key) {
    try {
      return Double.parseDouble(said.getOrDefault(key, ""));
    } catch (NumberFormatException none) {
      throw new BadInput(
          file + ": " + key + " is " + said.get(key), "Give the scene's own MTL file.", none);
    }
  }

  /**
   * Reflectance at the top of the atmosphere as this code stores it.
   *
   * @param band Landsat's number of it
   * @param counts level-1 numbers; 0 is fill
   * @return reflectance x 10000, {@link Band#REFLECTANCE_NODATA} for fill
   */
  public short[] reflectance(int band, float[] counts) {
    double mult = number("REFLECTANCE_MULT_BAND_" + band);
    double add = number("REFLECTANCE_ADD_BAND_" + band);
    double sun = Math.sin(Math.toRadians(number("SUN_ELEVATION")));
    short[] stored = new short[counts.length];
    for (int i = 0; i < stored.length; i++) {
      double seen = (mult * counts[i] + add) / sun / Band.REFLECTANCE_SCALE;
      stored[i] =
          counts[i] == 0 ? Band.REFLECTANCE_NODATA : (short) Math.round(Math.min(seen, MOST));
    }
    return stored;
  }
}
