package silt.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What is wrong with some scenes of an archive and stays so, whatever else goes wrong: about one in
 * eight, by a seed. Done again it changes nothing.
 */
final class PermanentFaults {

  private static final List<String> BANDS = List.of("B02", "B03", "B04");

  private final List<String> asFaults = new ArrayList<>();

  private PermanentFaults() {}

  /**
   * Spoils files of the granules in {@code folder}.
   *
   * @param granules their names, in an order that does not change
   */
  static PermanentFaults of(Path folder, List<String> granules, long seed) {
    PermanentFaults faults = new PermanentFaults();
    faults.noS3();
    Random dice = new Random(seed);
    for (String granule : granules) {
      int kind = dice.nextInt(24);
      String band = BANDS.get(dice.nextInt(BANDS.size()));
      Path file = folder.resolve(granule).resolve(granule + "." + band + ".tif");
      try {
        switch (kind) {
          case 0 -> faults.gone(granule + "." + band);
          case 1 -> undecodable(file);
          case 2 -> noTiff(file);
          default -> {}
        }
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
    return faults;
  }

  /** Those that the archive makes as it answers, in the words of its {@code /_faults}. */
  List<String> asFaults() {
    return asFaults;
  }

  /**
   * As for whoever is outside the bucket's region. A worker that cannot ask S3 just then takes
   * files by HTTPS, and provenance says so: of two runs to be compared both must take one way.
   */
  private void noS3() {
    asFaults.add(
        """
        {"authority": "s3", "kind": "status", "status": 403}""");
  }

  /** The catalogue offers the band, and it is not there. */
  private void gone(String file) {
    asFaults.add(
        """
        {"match": "%s", "kind": "status", "status": 404}"""
            .formatted(file.replace(".", "[.]")));
  }

  /** Of the right length, and its pixels cannot be decoded. */
  private static void undecodable(Path file) throws IOException {
    try (RandomAccessFile band = new RandomAccessFile(file.toFile(), "rw")) {
      int bytes = (int) Math.min(20_000, band.length() / 2);
      band.seek((band.length() - bytes) / 2);
      band.write(new byte[bytes]);
    }
  }

  /** Of the right length, and no TIFF at all. */
  private static void noTiff(Path file) throws IOException {
    try (var band = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      band.write(java.nio.ByteBuffer.wrap("plain words".getBytes(StandardCharsets.US_ASCII)));
    }
  }
}
