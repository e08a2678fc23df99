package silt.sediment.zones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.GeometryFixer;
import org.locationtech.jts.io.WKTReader;
import silt.db.Database;
import silt.db.DatabaseAddress;
import silt.db.PrivatePostgres;
import silt.db.ZoneRow;
import silt.db.ZoneSetRow;
import silt.db.ZoneSets;
import silt.load.StoredZones;
import silt.raster.RasterGrid;
import silt.raster.VectorFile;
import silt.raster.VectorFile.VectorFeature;
import silt.sediment.regressors.ValidRange;
import silt.testdata.RealData;

/** Real rivers, nodes and lakes on whole tiles where they lie, held against PostGIS. */
@Tag("slow")
class RealZonesTest {

  private static final int SIDE = 3660;

  private static DatabaseAddress address;
  private static Database database;

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

  /** Corners are those of the tile grid that the data folder holds. */
  private static RasterGrid tile(int epsg, double west, double north) {
    return RasterGrid.of(epsg, west, north, 30, SIDE, SIDE);
  }

  @Test
  void swordReachesOfPittsburgh() throws Exception {
    store("ohio-reaches", ZoneKind.REACH, swot("Reach"), "reach_id", "p_width");

    assertThat(compared("ohio-reaches", ZoneKind.REACH, tile(32617, 499_980, 4_500_000), 32617))
        .isGreaterThan(5);
  }

  @Test
  void swordNodesOfPittsburgh() throws Exception {
    store("ohio-nodes", ZoneKind.NODE, swot("Node"), "node_id", "p_width");

    assertThat(compared("ohio-nodes", ZoneKind.NODE, tile(32617, 499_980, 4_500_000), 32617))
        .isGreaterThan(300);
  }

  @Test
  void swordReachesOfTheSouthIslandInTheNorthernSystem() throws Exception {
    List<VectorFeature> reaches = VectorFile.read(RealData.at("vector/sword_reaches_nz.geojson"));
    store("nz", ZoneKind.REACH, reaches, "reach_id", "p_width");

    // tile 59GNM: HLS keeps the northern system, 10,000 km further south
    assertThat(compared("nz", ZoneKind.REACH, tile(32659, 499_980, 5_200_000 - 1e7), 32659))
        .isGreaterThan(10);
  }

  @Test
  void hydroLakesOfWisconsinOnTilesOfTwoUtmZones() throws Exception {
    List<VectorFeature> lakes = VectorFile.read(RealData.at("vector-2/wisconsin_hydrolakes.gpkg"));
    store("hydrolakes", ZoneKind.LAKE, lakes, "Hylak_id", null);

    RasterGrid west = tile(32615, 699_960, 5_100_000);
    RasterGrid east = tile(32616, 300_000, 5_100_000);
    assertThat(compared("hydrolakes", ZoneKind.LAKE, west, 32615)).isGreaterThan(300);
    assertThat(compared("hydrolakes", ZoneKind.LAKE, east, 32616)).isGreaterThan(200);
    Map<String, MeasuredZone> inWest = whole(ours("hydrolakes", west));
    Map<String, MeasuredZone> inEast = whole(ours("hydrolakes", east));
    inWest.keySet().retainAll(inEast.keySet());
    inEast.keySet().retainAll(inWest.keySet());
    // the lakes that both see whole cover as many pixels in one as in the other
    assertThat(inWest).hasSizeGreaterThan(50);
    assertThat(pixels(inWest)).isCloseTo(pixels(inEast), withinPercentage(1));
  }

  @Test
  void raggedLakesOfSwot() throws Exception {
    WKTReader wkt = new WKTReader();
    List<VectorFeature> lakes = new ArrayList<>();
    try (CSVParser rows =
        CSVParser.parse(
            Files.newBufferedReader(RealData.at("vector-2/swot_lakes.csv")),
            CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get())) {
      for (CSVRecord row : rows) {
        if (!row.get("wkt").isEmpty()) {
          lakes.add(
              new VectorFeature(Map.of("lake_id", row.get("lake_id")), wkt.read(row.get("wkt"))));
        }
      }
    }
    store("swot-lakes", ZoneKind.LAKE, lakes, "lake_id", null);

    assertThat(compared("swot-lakes", ZoneKind.LAKE, tile(32651, 199_980, 1_700_040), 32651))
        .isGreaterThan(10);
  }

  private static List<VectorFeature> swot(String what) throws Exception {
    try (Stream<Path> files = Files.list(RealData.at("vector-2"))) {
      return VectorFile.read(
          files.filter(file -> file.toString().contains(what)).findFirst().orElseThrow());
    }
  }

  private static void store(
      String name, ZoneKind kind, List<VectorFeature> features, String id, String width) {
    Function<VectorFeature, Double> widthOf =
        feature -> {
          double metres =
              width == null ? 0 : Double.parseDouble(feature.attributes().getOrDefault(width, "0"));
          return metres > 0 ? metres : null;
        };
    Set<String> ids = new HashSet<>();
    new ZoneSets(database)
        .load(
            ZoneSetRow.of(name, kind.word(), "real", "1", "e".repeat(64)),
            features.stream()
                .filter(feature -> feature.lonLat() != null && !feature.lonLat().isEmpty())
                // the nodes of one pass hold some twice, which `zones load` refuses
                .filter(feature -> ids.add(feature.attributes().get(id)))
                .map(
                    feature ->
                        ZoneRow.of(
                            feature.attributes().get(id),
                            null,
                            valid(feature.lonLat()),
                            widthOf.apply(feature))));
  }

  private static Geometry valid(Geometry shape) {
    return shape.isValid() ? shape : GeometryFixer.fix(shape);
  }

  /** How many zones were compared. */
  private static int compared(String zoneSet, ZoneKind kind, RasterGrid grid, int srid)
      throws Exception {
    List<MeasuredZone> ours = ours(zoneSet, grid);
    PostgisZones.assertSame(ours, new PostgisZones(address, grid, srid).rows(zoneSet, kind));
    return ours.size();
  }

  private static long pixels(Map<String, MeasuredZone> zones) {
    return zones.values().stream().mapToLong(MeasuredZone::nTotal).sum();
  }

  private static Map<String, MeasuredZone> whole(List<MeasuredZone> zones) {
    return zones.stream()
        .filter(zone -> !ZoneFlags.CROSSES_TILE_EDGE.in(zone.flags()))
        .collect(
            Collectors.toMap(MeasuredZone::externalId, zone -> zone, (a, b) -> a, TreeMap::new));
  }

  private static List<MeasuredZone> ours(String zoneSet, RasterGrid grid) {
    List<MeasuredZone> ours = new ArrayList<>();
    new ZoneStatistics(new StoredZones(database))
        .of(
            HashedTile.pixels(grid),
            grid,
            1,
            List.of(zoneSet),
            new ZoneRules(5, 0.1),
            new ValidRange(1, 500),
            done -> {},
            ours::add);
    return ours;
  }
}
