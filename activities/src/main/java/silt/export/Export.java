package silt.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import silt.db.ExtractQuestion;
import silt.db.ExtractedRow;
import silt.db.Extracts;
import silt.load.CodeVersion;
import silt.model.Sha256;
import silt.raster.FeatureFile;
import silt.raster.RasterProblem;
import silt.scene.BadInput;

/**
 * Writes observations to a file, with {@code FILE.provenance.json} and {@code FILE.citation.txt}
 * beside it. All is made in a folder of its own and appears, the file last, when it is whole; what
 * fails leaves nothing.
 */
public final class Export {

  /** Less than this left on the disk of a file that could not be written means that it is full. */
  private static final long FULL = 1 << 20;

  private final Extracts extracts;
  private final CodeVersion build;
  private final Clock clock;

  public Export(Extracts extracts, CodeVersion build, Clock clock) {
    this.extracts = extracts;
    this.build = build;
    this.clock = clock;
  }

  /**
   * What was written.
   *
   * @param provenance the file beside it that tells where it came from
   */
  public record Written(
      Path file,
      Path provenance,
      Path citation,
      ExportFormat format,
      long rows,
      long zones,
      long scenes,
      long bytes,
      String sha256) {}

  /** Where all goes. */
  private record Names(Path file, Path provenance, Path citation) {

    static Names of(Path file) {
      return new Names(
          file,
          file.resolveSibling(file.getFileName() + ".provenance.json"),
          file.resolveSibling(file.getFileName() + ".citation.txt"));
    }

    /** The same in another folder, where the file has the suffix that its writer goes by. */
    static Names in(Path folder, ExportFormat format) {
      return of(folder.resolve("data." + format.suffix()));
    }
  }

  /**
   * Writes a file.
   *
   * @param overwrite whether a file of that name may be replaced
   * @param told how many rows were written so far, now and then
   * @throws BadInput where the file is there already, a zone is unknown, nothing was observed, or
   *     the disk is full
   */
  public Written write(
      ExtractQuestion question,
      ExportFormat format,
      Path file,
      boolean overwrite,
      LongConsumer told) {
    Names names = Names.of(file.toAbsolutePath());
    Stream.of(names.file(), names.provenance(), names.citation())
        .filter(there -> !overwrite && Files.exists(there))
        .findFirst()
        .ifPresent(
            there -> {
              throw new BadInput(
                  there + " is there already",
                  "Name another file, or replace it with --overwrite.");
            });
    return extracts.reading(
        question,
        extract -> {
          refuseUnknown(extract);
          About about =
              new About(
                  question,
                  extract.zoneSet(),
                  extract.product(),
                  extract.columnComments(),
                  extract.flagNames(),
                  build,
                  clock.instant());
          return inAFolder(names, format, about, extract, told);
        });
  }

  private static void refuseUnknown(Extracts.Extract extract) {
    List<String> unknown = extract.unknownZones();
    if (!unknown.isEmpty()) {
      throw new BadInput(
          "zone set "
              + extract.zoneSet().name()
              + " has no zone "
              + String.join(", ", unknown.subList(0, Math.min(5, unknown.size()))),
          "Ids are in silt.zone, column external_id.");
    }
  }

  private static Written inAFolder(
      Names names, ExportFormat format, About about, Extracts.Extract extract, LongConsumer told) {
    Path folder = names.file().getParent();
    Tally tally = new Tally();
    try (WorkFolder work = WorkFolder.in(folder, names.file().getFileName().toString())) {
      return made(names, work.path(), format, about, extract, tally, told);
    } catch (IOException | UncheckedIOException | RasterProblem failed) {
      if (WorkFolder.freeBytes(folder) < FULL || said(failed).contains("No space left")) {
        throw new BadInput(
            "disk full: "
                + folder
                + " after "
                + tally.rows()
                + " rows of "
                + names.file().getFileName(),
            "Free some space, or name a file elsewhere; nothing was left behind.",
            failed);
      }
      throw failed instanceof IOException io
          ? new UncheckedIOException(names.file() + " cannot be written: " + said(io), io)
          : (RuntimeException) failed;
    }
  }

  private static String said(Throwable failed) {
    return String.valueOf(failed.getMessage());
  }

  private static Written made(
      Names names,
      Path folder,
      ExportFormat format,
      About about,
      Extracts.Extract extract,
      Tally tally,
      LongConsumer told)
      throws IOException {
    Names here = Names.in(folder, format);
    List<Column> columns = Column.of(about);
    try (RowFile rows = open(here.file(), format, about, columns, tally)) {
      extract.rows(row -> add(rows, row, tally, told));
      if (tally.rows() == 0) {
        throw nothing(about);
      }
      rows.finish(tally);
    }
    long bytes = Files.size(here.file());
    String sha256 = Sha256.of(here.file());
    Sidecar.write(
        here.provenance(),
        new Sidecar.Described(names.file().getFileName().toString(), format, bytes, sha256),
        about,
        columns,
        tally,
        extract);
    Files.writeString(
        here.citation(),
        Citation.text(about, tally)
            + "\n\nWith credit to:\n"
            + String.join("\n", Citation.credits(about))
            + "\n");
    Files.move(here.citation(), names.citation(), StandardCopyOption.REPLACE_EXISTING);
    Files.move(here.provenance(), names.provenance(), StandardCopyOption.REPLACE_EXISTING);
    Files.move(here.file(), names.file(), StandardCopyOption.REPLACE_EXISTING);
    return new Written(
        names.file(),
        names.provenance(),
        names.citation(),
        format,
        tally.rows(),
        tally.zones(),
        tally.sceneCount(),
        bytes,
        sha256);
  }

  private static void add(RowFile rows, ExtractedRow row, Tally tally, LongConsumer told) {
    tally.add(row);
    try {
      rows.add(row);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed.getMessage(), failed);
    }
    if (tally.rows() % 10_000 == 0) {
      told.accept(tally.rows());
    }
  }

  private static BadInput nothing(About about) {
    return new BadInput(
        "product version "
            + about.product().name()
            + " has no observation of zone set "
            + about.zoneSet().name()
            + " from "
            + about.question().from()
            + " to "
            + about.question().to(),
        "deploy/silt sql -c \"select zone_set, product_version, min(acquired_at), max(acquired_at)"
            + " from silt.version_observation group by 1, 2\" tells what there is.");
  }

  private static RowFile open(
      Path file, ExportFormat format, About about, List<Column> columns, Tally tally)
      throws IOException {
    return switch (format) {
      case CSV -> new CsvFile(file, columns);
      case GEOJSON -> new GeoJsonFile(file, about.zoneSet().name(), columns, tally);
      case GPKG -> new OgrFile(file, FeatureFile.Format.GEOPACKAGE, about, columns);
      case FLATGEOBUF -> new OgrFile(file, FeatureFile.Format.FLATGEOBUF, about, columns);
      case GEOPARQUET -> new GeoParquetFile(file, about, columns, tally);
      case NETCDF -> new TimeSeriesFile(file, about, tally);
    };
  }
}
