package silt.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import silt.config.NearestName;
import silt.db.ZoneSetRow;
import silt.db.ZoneSets;
import silt.raster.RasterProblem;
import silt.scene.BadInput;

/** Reads zones out of a vector file, checks each, and writes them as one set. */
@Command(name = "load", description = "Load a zone set from a vector file.")
@Examples({
  "deploy/silt zones load reaches.gpkg --set sword-v17c --kind reach",
  "SWORD reaches",
  "deploy/silt zones load lakes.shp --set lakes --kind lake --id-field Hylak_id",
  "with the id's field"
})
final class ZonesLoad implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "FILE", description = "GeoPackage, shapefile, GeoJSON, FlatGeobuf, ...")
  Path file;

  @Option(
      names = "--set",
      required = true,
      paramLabel = "NAME",
      description = "what to call the set")
  String set;

  @Option(
      names = "--kind",
      required = true,
      paramLabel = "reach|node|lake|polygon",
      description = "what a zone of it is")
  String kind;

  @Option(
      names = "--set-version",
      paramLabel = "TEXT",
      description = "version of the source, e.g. v17c")
  String version;

  @Option(
      names = "--id-field",
      paramLabel = "FIELD",
      description = "field of the id (default: found by name)")
  String idField;

  @Option(
      names = "--name-field",
      paramLabel = "FIELD",
      description = "field of the name (default: found by name)")
  String nameField;

  @Option(
      names = "--repair",
      description = "mend polygons that cross themselves, cut what crosses the 180th meridian")
  boolean repair;

  @Option(
      names = "--width-field",
      paramLabel = "FIELD",
      description = "field of the width, m (default: found by name)")
  String widthField;

  ZonesLoad(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    List<String> kinds = List.of("reach", "node", "lake", "polygon");
    if (!kinds.contains(kind)) {
      throw new BadInput(
          "--kind " + kind + ": there is no such kind", NearestName.hint(kind, kinds));
    }
    ZoneFields fields = new ZoneFields(kind, idField, nameField, widthField);
    requireFile();
    ZoneFile zones = new ZoneFile(file, kind, fields, repair);
    ZoneFile.Survey survey = surveyed(zones);
    ZoneSetRow row =
        Asked.value(
            () ->
                ZoneSetRow.of(
                    set,
                    kind,
                    file.getFileName().toString(),
                    version == null ? "unstated" : version,
                    survey.digest()),
            "Choose another --set.");
    int stored = new ZoneSets(session.database()).load(row, zones::zones);
    session
        .terminal()
        .say(
            stored == 0
                ? "zone set " + set + ": the same " + survey.zones() + " zones are there already"
                : "zone set " + set + ": " + stored + " zones of kind " + kind);
    long small = survey.smallerThanAPixel();
    if (small > 0) {
      session
          .terminal()
          .say(
              small
                  + " of them "
                  + (small == 1 ? "is" : "are")
                  + " smaller than a pixel of 30 m: one that owns no pixel's centre has no row");
    }
    return 0;
  }

  private void requireFile() {
    if (!Files.exists(file)) {
      throw new BadInput("zones " + file + ": there is no such file", "Give a vector file.");
    }
    if (!Files.isReadable(file)) {
      throw new BadInput(
          "zones " + file + " cannot be read by " + System.getProperty("user.name"),
          "Make it readable: chmod a+r " + file + ".");
    }
  }

  private static ZoneFile.Survey surveyed(ZoneFile zones) {
    try {
      return zones.survey();
    } catch (RasterProblem unreadable) {
      throw new BadInput(
          "zones " + unreadable.getMessage(),
          "Give a GeoPackage, shapefile with its .prj, GeoJSON or FlatGeobuf.",
          unreadable);
    }
  }
}
