package silt.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import silt.raster.GeoTiff;
import silt.raster.RasterLibraryMissing;
import silt.raster.RasterProblem;
import silt.steps.Failures;
import silt.steps.Failures.Person;

/** Whether what arrived is a GeoTIFF whose every pixel decodes. */
final class ArrivalCheck {

  /** TIFF 6.0, section 2, and BigTIFF, in both byte orders. */
  private static final Set<String> TIFF = Set.of("49492a00", "4d4d002a", "49492b00", "4d4d002b");

  private ArrivalCheck() {}

  /**
   * What is wrong with a complete file, or nothing.
   *
   * @param sha256 of the file
   * @param declared sha256 that the source declares, or {@code null}
   */
  static Optional<String> damage(Path file, String sha256, String declared) throws IOException {
    if (declared != null && !declared.equals(sha256)) {
      return Optional.of("its sha256 is not the one that the archive declares");
    }
    String magic = magic(file);
    if (!TIFF.contains(magic)) {
      return Optional.of("it begins with " + magic + " and is no TIFF");
    }
    try (GeoTiff tiff = GeoTiff.open(file)) {
      tiff.verifyDecodable();
      return Optional.empty();
    } catch (RasterProblem undecodable) {
      return Optional.of(undecodable.getMessage().replace(file.toString(), "it"));
    } catch (RasterLibraryMissing missing) {
      throw Failures.person(Person.NATIVE_LIBRARY_MISSING, missing.getMessage(), missing);
    }
  }

  /** Whether the file is a page or a message of the server's: mark-up or JSON in a TIFF's place. */
  static boolean isMessage(Path file) throws IOException {
    String magic = magic(file);
    return magic.startsWith("3c") || magic.startsWith("7b");
  }

  private static String magic(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return HexFormat.of().formatHex(in.readNBytes(4));
    }
  }
}
