package silt.export;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.locationtech.jts.geom.Envelope;
import silt.db.ExtractedRow;
import silt.db.ExtractedZone;
import silt.export.netcdf.NetcdfFile;
import silt.export.netcdf.NetcdfFile.Type;

/**
 * NetCDF-4 by the CF conventions: discrete sampling geometry {@code timeSeries}, a series for each
 * zone, as a contiguous ragged array (section 9.3.3), which the order of the rows gives by itself.
 * Global attributes follow ACDD 1.3.
 */
final class TimeSeriesFile implements RowFile {

  private static final String CONVENTIONS = "CF-1.11, ACDD-1.3";
  private static final String STANDARD_NAMES = "CF Standard Name Table v93";
  private static final String KEYWORDS =
      "suspended sediment, water quality, rivers, lakes, remote sensing, HLS, Landsat, Sentinel-2";

  private final About about;
  private final NetcdfFile file;
  private final NetcdfVariables variables;
  private final Tally tally;
  private ExtractedZone zone;
  private int rowsOfZone;
  private int scenes;

  /**
   * @param tally which has counted the row in that it is given
   */
  TimeSeriesFile(Path path, About about, Tally tally) throws IOException {
    this.about = about;
    this.tally = tally;
    this.file = NetcdfFile.create(path);
    try {
      this.variables = new NetcdfVariables(file, about);
      describe();
      file.define();
    } catch (IOException | RuntimeException failed) {
      file.close();
      throw failed;
    }
  }

  private void describe() throws IOException {
    say("Conventions", CONVENTIONS);
    say("featureType", "timeSeries");
    say("title", about.title());
    say(
        "summary",
        "Suspended-sediment concentration of clear water in Landsat and Sentinel-2 scenes of 30 m,"
            + " summarised over "
            + about.zoneSet().name()
            + " ("
            + about.zoneSet().kind()
            + "): a series for each zone, an observation for each pass of a satellite.");
    say("keywords", KEYWORDS);
    say("standard_name_vocabulary", STANDARD_NAMES);
    say("id", about.zoneSet().name() + "/" + about.product().name());
    say("naming_authority", "silt");
    say("product_version", about.product().name());
    say(
        "source",
        "HLS v2.0 surface reflectance; mask model "
            + about.product().mask().name()
            + " sha256 "
            + about.product().mask().sha256()
            + "; ssc model "
            + about.product().ssc().name()
            + " sha256 "
            + about.product().ssc().sha256());
    say(
        "history",
        about.writtenAt()
            + " silt "
            + about.build().version()
            + ", commit "
            + about.build().commit()
            + ": export of silt.version_observation");
    say("date_created", about.writtenAt().toString());
    say("creator_name", "silt " + about.build().version());
    say("creator_type", "institution");
    say("institution", "silt");
    say("processing_level", "Level 3");
    say("license", "see credits; the rows are as free as what they were made of");
    say("acknowledgement", String.join("; ", Citation.credits(about)));
    say("geospatial_lat_units", "degrees_north");
    say("geospatial_lon_units", "degrees_east");
    say("geospatial_bounds_crs", "EPSG:4326");
  }

  private void say(String attribute, String text) throws IOException {
    file.attribute(NetcdfFile.FILE, attribute, text);
  }

  @Override
  public void add(ExtractedRow row) throws IOException {
    if (row.zone() != zone) {
      endZone();
      zone = row.zone();
      variables.addZone(zone);
    }
    int scene = tally.place(row.scene());
    if (scene == scenes) {
      scenes++;
      variables.addScene(row);
    }
    rowsOfZone++;
    variables.addRow(row, scene);
  }

  private void endZone() throws IOException {
    if (zone != null) {
      variables.addRowSize(rowsOfZone);
      rowsOfZone = 0;
    }
  }

  @Override
  public void finish(Tally whole) throws IOException {
    endZone();
    variables.flush();
    Envelope box = whole.box();
    say("time_coverage_start", whole.first().toString());
    say("time_coverage_end", whole.last().toString());
    say("time_coverage_duration", Duration.between(whole.first(), whole.last()).toString());
    number("geospatial_lat_min", box.getMinY());
    number("geospatial_lat_max", box.getMaxY());
    number("geospatial_lon_min", box.getMinX());
    number("geospatial_lon_max", box.getMaxX());
    say("references", Citation.text(about, whole));
    file.finish();
  }

  private void number(String attribute, double value) throws IOException {
    file.attribute(NetcdfFile.FILE, attribute, Type.DOUBLE, value);
  }

  @Override
  public void close() {
    file.close();
  }
}
