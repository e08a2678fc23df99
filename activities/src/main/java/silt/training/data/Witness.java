package silt.training.data;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What judges may ask beside the truth, band by band: {@code fmask}, {@code elevation}, {@code
 * occurrence}, {@code handLabel}... Nothing of it ever trains.
 *
 * @param bands by name, row by row, in the units that the dataset's card gives
 */
public record Witness(int width, int height, Map<String, float[]> bands) {

  /** The HLS quality byte, 255 fill. */
  public static final String FMASK = "fmask";

  /** Metres above the sea. */
  public static final String ELEVATION = "elevation";

  /** JRC water occurrence, %; over 100 where it has no data. */
  public static final String OCCURRENCE = "occurrence";

  /** 1 where a person drew water, 0 where not. */
  public static final String HAND_LABEL = "handLabel";

  public Witness {
    bands = new TreeMap<>(bands);
    bands.forEach(
        (name, values) -> {
          if (!name.matches("[a-z][A-Za-z0-9]*")) {
            throw new IllegalArgumentException("a witness is named in camelCase, not " + name);
          }
          if (values.length != width * height) {
            throw new IllegalArgumentException(
                name + " needs " + width * height + " pixels, not " + values.length);
          }
        });
  }

  /** One band. */
  public Optional<float[]> band(String name) {
    return Optional.ofNullable(bands.get(name));
  }

  /** One band of whole numbers 0 to 255. */
  public Optional<byte[]> bytes(String name) {
    return band(name)
        .map(
            values -> {
              byte[] bytes = new byte[values.length];
              for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) Math.round(values[i]);
              }
              return bytes;
            });
  }
}
