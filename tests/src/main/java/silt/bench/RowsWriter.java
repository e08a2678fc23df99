package silt.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import silt.bench.GeneratedRows.Extent;
import silt.db.Database;
import silt.db.MeasuredPixels;
import silt.db.ObservationRow;
import silt.db.PixelCounts;
import silt.db.RasterRow;
import silt.db.RunOrigin;
import silt.db.SceneRow;
import silt.db.SceneRunRow;
import silt.db.SceneRuns;
import silt.db.Scenes;
import silt.db.SscStatistics;
import silt.db.ZoneResults;
import silt.db.ZoneRow;
import silt.db.ZoneSets;

/** Loads scenes one after the other, whole as a worker does, until it is told to stop. */
final class RowsWriter implements Runnable {

  private static final GeometryFactory SHAPES = new GeometryFactory();

  private final Database database;
  private final Extent extent;
  private final Instant begins;
  private final AtomicBoolean writing = new AtomicBoolean(true);
  private final AtomicLong rows = new AtomicLong();

  /**
   * @param begins its first scene; each other is a minute later
   */
  RowsWriter(Database database, Extent extent, Instant begins) {
    this.database = database;
    this.extent = extent;
    this.begins = begins;
  }

  @Override
  public void run() {
    Random dice = new Random(7);
    Scenes scenes = new Scenes(database);
    SceneRuns runs = new SceneRuns(database);
    ZoneSets sets = new ZoneSets(database);
    for (int nr = 0; writing.get(); nr++) {
      double west = Extent.WEST + dice.nextInt(extent.tilesAcross());
      double south = Extent.SOUTH + dice.nextInt(extent.tilesAcross());
      List<ZoneRow> zones =
          sets.zonesWithin(
              "continent", SHAPES.toGeometry(new Envelope(west, west + 1, south, south + 1)));
      SceneRow scene = scene(nr, west, south);
      scenes.upsert(List.of(scene));
      List<ObservationRow> observed = new ArrayList<>();
      zones.forEach(zone -> observed.add(row(zone.id(), 5 + 50 * dice.nextDouble())));
      runs.record(run(scene), List.of(), List.of(new ZoneResults("continent", observed)));
      rows.addAndGet(observed.size());
    }
  }

  void stop() {
    writing.set(false);
  }

  long rows() {
    return rows.get();
  }

  private SceneRow scene(int nr, double west, double south) {
    Instant at = begins.plus(Duration.ofMinutes(nr));
    return new SceneRow(
        0,
        "HLS.S30.T01AAA." + at.getEpochSecond() + ".v2.0",
        1,
        "S30",
        "01AAA",
        at,
        20.0,
        SHAPES.toGeometry(new Envelope(west, west + 1, south, south + 1)),
        "https://archive/",
        at,
        200_000_000L);
  }

  private static SceneRunRow run(SceneRow scene) {
    String digest = "d".repeat(64);
    return new SceneRunRow(
        0,
        scene.granuleId(),
        scene.revision(),
        "generated",
        "OBSERVED",
        null,
        1,
        null,
        new RunOrigin("scene/" + scene.granuleId(), "run", "0.1.0", "none", "host"),
        scene.acquiredAt(),
        scene.acquiredAt().plusSeconds(60),
        "https",
        new RasterRow("file:///mask.tif", digest, 1000),
        new RasterRow("file:///ssc.tif", digest, 1000),
        new RasterRow("file:///quality.tif", digest, 1000),
        new PixelCounts(1000, 100, 10, 200, 0, 5, 80),
        new MeasuredPixels(70, new TreeMap<>()),
        List.of());
  }

  private static ObservationRow row(long zone, double median) {
    return new ObservationRow(
        zone,
        new SscStatistics(
            median,
            median,
            median / 3,
            median / 2,
            median * 2,
            median * 3,
            1,
            median * 0.6,
            median * 1.7),
        50,
        60,
        150,
        0.5,
        0);
  }
}
