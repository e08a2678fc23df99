package silt.sediment.zones;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import silt.db.Database;
import silt.db.DatabaseAddress;
import silt.db.PrivatePostgres;
import silt.db.ZoneRow;
import silt.db.ZoneSetRow;
import silt.db.ZoneSets;
import silt.load.StoredZones;
import silt.raster.Projection;
import silt.raster.RasterGrid;
import silt.sediment.regressors.ValidRange;

/** Zones of every odd shape, on small tiles, held against PostGIS. */
class ZonesAgainstPostgisTest {

  private static final GeometryFactory SHAPES = new GeometryFactory();
  private static final int SIDE = 150;

  /** As HLS places a southern tile: in the northern system, with negative northings. */
  private static final RasterGrid SOUTHERN =
      RasterGrid.of(32660, 399_960, -4_100_040, 30, SIDE, SIDE);

  /** The 180th meridian runs through it. */
  private static final RasterGrid ON_180 =
      RasterGrid.of(32660, 819_960 - 60, -1_800_000, 30, SIDE, SIDE);

  private static DatabaseAddress address;
  private static Database database;

  @TempDir Path folder;

  @BeforeAll
  static void aDatabase() {
    address = PrivatePostgres.shared().freshDatabase();
    database = Database.open(PrivatePostgres.writer(address), 2);
  }

  @AfterAll
  static void close() {
    if (database != null) {
      database.close();
    }
  }

  @Test
  void outlinesOwnThePixelsWhoseCentresPostgisFindsInside() throws Exception {
    Random random = new Random(1);
    List<Geometry> shapes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      shapes.add(star(random, SOUTHERN, 900));
    }
    for (int i = 0; i < 40; i++) {
      shapes.add(star(random, SOUTHERN, 25)); // slivers, most between the centres of pixels
    }
    for (int i = 0; i < 10; i++) { // with holes, and of several parts
      shapes.add(star(random, SOUTHERN, 900).difference(star(random, SOUTHERN, 400)));
      shapes.add(star(random, SOUTHERN, 900).symDifference(star(random, SOUTHERN, 900)));
    }
    Envelope tile = silt.sediment.pixels.Edges.of(SOUTHERN);
    Envelope larger = new Envelope(tile);
    larger.expandBy(20_000);
    shapes.add(SHAPES.toGeometry(larger).difference(star(random, SOUTHERN, 500)));
    Envelope elsewhere = new Envelope(tile);
    elsewhere.translate(50_000, 0);
    shapes.add(SHAPES.toGeometry(elsewhere));
    store("lakes", ZoneKind.LAKE, SOUTHERN, shapes, null);

    List<MeasuredZone> ours = ours("lakes", SOUTHERN);

    PostgisZones.assertSame(
        ours, new PostgisZones(address, SOUTHERN, 32660).rows("lakes", ZoneKind.LAKE));
    assertThat(ours).hasSizeBetween(60, 95); // what owns no pixel has no row
  }

  @Test
  void nodesOwnThePixelsThatPostgisFindsWithinTheirRadius() throws Exception {
    Random random = new Random(2);
    List<Geometry> points = new ArrayList<>();
    List<Double> widths = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      points.add(SHAPES.createPoint(place(random, SOUTHERN)));
      widths.add(i % 3 == 0 ? null : 100 + random.nextDouble() * 1500);
    }
    store("nodes", ZoneKind.NODE, SOUTHERN, points, widths);

    PostgisZones.assertSame(
        ours("nodes", SOUTHERN),
        new PostgisZones(address, SOUTHERN, 32660).rows("nodes", ZoneKind.NODE));
  }

  @Test
  void reachesOwnThePixelsThatPostgisFindsNearestToThem() throws Exception {
    Random random = new Random(3);
    List<Geometry> lines = new ArrayList<>();
    List<Double> widths = new ArrayList<>();
    for (int river = 0; river < 5; river++) {
      Coordinate at = place(random, SOUTHERN);
      for (int reach = 0; reach < 4; reach++) { // each begins where the one before ends
        Coordinate[] line = new Coordinate[6];
        for (int i = 0; i < line.length; i++) {
          line[i] = at;
          at = new Coordinate(at.x + random.nextInt(500) - 200, at.y + random.nextInt(500) - 250);
        }
        at = line[line.length - 1];
        lines.add(SHAPES.createLineString(line));
        widths.add(reach == 0 ? null : 50 + random.nextDouble() * 800);
      }
    }
    store("reaches", ZoneKind.REACH, SOUTHERN, lines, widths);

    PostgisZones.assertSame(
        ours("reaches", SOUTHERN),
        new PostgisZones(address, SOUTHERN, 32660).rows("reaches", ZoneKind.REACH));
  }

  @Test
  void aReachSoWideThatItOwnsPixelsOfATileFarFromItsCentrelineIsFound() throws Exception {
    double x = SOUTHERN.originX() - 7_000;
    double y = SOUTHERN.centreY(SIDE / 2.0);
    store(
        "estuary",
        ZoneKind.REACH,
        SOUTHERN,
        List.of(
            line(x, y - 3_000, x, y + 3_000),
            // nearer to some of the pixels, and too narrow to own any
            line(x + 6_000, y + 6_000, x + 6_000, y + 6_800)),
        List.of(9_000.0, 100.0));

    List<MeasuredZone> ours = ours("estuary", SOUTHERN);

    assertThat(ours).extracting(MeasuredZone::externalId).containsExactly("000");
    PostgisZones.assertSame(
        ours, new PostgisZones(address, SOUTHERN, 32660).rows("estuary", ZoneKind.REACH));
  }

  @Test
  void onThe180thMeridianAZoneIsOneThoughItLiesInTwoParts() throws Exception {
    Random random = new Random(4);
    List<Geometry> shapes = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      shapes.add(star(random, ON_180, 1_200));
    }
    store("fiji", ZoneKind.POLYGON, ON_180, shapes, null);

    List<MeasuredZone> ours = ours("fiji", ON_180);

    Map<String, PostgisZones.Row> theirs =
        new PostgisZones(address, ON_180, 32660).rows("fiji", ZoneKind.POLYGON);
    PostgisZones.assertSame(ours, theirs);
    assertThat(ours).hasSizeGreaterThan(25);
  }

  @Test
  void sqlPutsTheFlagsInOurWords() throws Exception {
    try (Connection connection = address.connect();
        Statement statement = connection.createStatement()) {
      for (ZoneFlags flag : ZoneFlags.values()) {
        ResultSet row = statement.executeQuery("select (silt.flag_names(" + flag.bit() + "))[1]");
        row.next();
        assertThat(row.getString(1)).isEqualTo(flag.name());
      }
    }
  }

  @Test
  void aZoneThatReachesAroundHalfTheWorldIsMeasuredWhereTheTileIs() throws Exception {
    Geometry half = SHAPES.toGeometry(new Envelope(20, 180, -60, 10));
    new ZoneSets(database)
        .load(
            ZoneSetRow.of("hemisphere", "polygon", "made up", "1", "d".repeat(64)),
            List.of(ZoneRow.of("half", null, half, null)).stream());

    assertThat(ours("hemisphere", SOUTHERN))
        .singleElement()
        .satisfies(
            zone -> {
              assertThat(zone.nTotal()).isGreaterThan(SIDE * SIDE * 9 / 10);
              assertThat(ZoneFlags.CROSSES_TILE_EDGE.in(zone.flags())).isTrue();
            });
  }

  private List<MeasuredZone> ours(String zoneSet, RasterGrid grid) {
    return new ZoneStatistics(new StoredZones(database))
        .of(
            HashedTile.rasters(grid, folder),
            60,
            List.of(zoneSet),
            new ZoneRules(5, 0.1),
            new ValidRange(1, 500),
            row -> {});
  }

  /** Zones are numbered in the order given; what crosses the 180th meridian is stored in parts. */
  private static void store(
      String name, ZoneKind kind, RasterGrid grid, List<Geometry> onGrid, List<Double> widths) {
    List<ZoneRow> zones = new ArrayList<>();
    try (Projection projection = new Projection(grid)) {
      for (int i = 0; i < onGrid.size(); i++) {
        Geometry lonLat = split(projection.toLonLat(onGrid.get(i)));
        zones.add(
            ZoneRow.of("%03d".formatted(i), null, lonLat, widths == null ? null : widths.get(i)));
      }
    }
    new ZoneSets(database)
        .load(
            ZoneSetRow.of(
                name, kind.word(), "made up", "1", "%064x".formatted(name.hashCode() & 0xffff)),
            zones.stream());
  }

  private static Geometry split(Geometry lonLat) {
    if (lonLat.getEnvelopeInternal().getWidth() < 180) {
      return lonLat;
    }
    Geometry eastward = lonLat.copy();
    eastward.apply((Coordinate at) -> at.x = at.x < 0 ? at.x + 360 : at.x);
    eastward.geometryChanged();
    Geometry west = eastward.intersection(SHAPES.toGeometry(new Envelope(0, 180, -90, 90)));
    Geometry east = eastward.intersection(SHAPES.toGeometry(new Envelope(180, 360, -90, 90)));
    east.apply((Coordinate at) -> at.x -= 360);
    east.geometryChanged();
    return SHAPES.buildGeometry(parts(west, east));
  }

  private static List<Geometry> parts(Geometry... geometries) {
    List<Geometry> parts = new ArrayList<>();
    for (Geometry geometry : geometries) {
      for (int i = 0; i < geometry.getNumGeometries(); i++) {
        if (geometry.getGeometryN(i).getDimension() == 2) {
          parts.add(geometry.getGeometryN(i));
        }
      }
    }
    return parts;
  }

  /** Somewhere on the tile or a little beside it. */
  private static Coordinate place(Random random, RasterGrid grid) {
    double size = grid.width() * grid.pixelSize();
    return new Coordinate(
        grid.originX() + size * (1.2 * random.nextDouble() - 0.1),
        grid.originY() - size * (1.2 * random.nextDouble() - 0.1));
  }

  private static Geometry star(Random random, RasterGrid grid, double radius) {
    Coordinate centre = place(random, grid);
    Coordinate[] ring = new Coordinate[14];
    for (int i = 0; i < ring.length - 1; i++) {
      double far = radius * (0.3 + random.nextDouble());
      double angle = 2 * Math.PI * i / (ring.length - 1);
      ring[i] = new Coordinate(centre.x + far * Math.cos(angle), centre.y + far * Math.sin(angle));
    }
    ring[ring.length - 1] = ring[0].copy();
    return SHAPES.createPolygon(ring);
  }

  private static Geometry line(double... xy) {
    Coordinate[] line = new Coordinate[xy.length / 2];
    for (int i = 0; i < line.length; i++) {
      line[i] = new Coordinate(xy[2 * i], xy[2 * i + 1]);
    }
    return SHAPES.createLineString(line);
  }
}
