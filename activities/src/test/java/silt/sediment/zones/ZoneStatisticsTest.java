package silt.sediment.zones;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import silt.raster.Projection;
import silt.raster.RasterGrid;
import silt.sediment.regressors.ValidRange;

class ZoneStatisticsTest {

  private static final GeometryFactory SHAPES = new GeometryFactory();
  private static final RasterGrid GRID = RasterGrid.of(32660, 300_000, 600_000, 30, 20, 10);

  private final byte[] sky = new byte[GRID.whole().pixels()];
  private final float[] mgL = new float[sky.length];

  ZoneStatisticsTest() {
    Arrays.fill(mgL, Float.NaN);
  }

  private List<MeasuredZone> rows(String zoneSet, Zone... zones) {
    TilePixels tile =
        new TilePixels.Builder(GRID, sky, false).rows(GRID.whole(), mgL, null, null, null).build();
    List<MeasuredZone> rows = new ArrayList<>();
    new ZoneStatistics(new GivenZones(List.of(zones)))
        .of(
            tile,
            GRID,
            60,
            List.of(zoneSet),
            new ZoneRules(5, 0.1),
            new ValidRange(1, 500),
            done -> {},
            rows::add);
    return rows;
  }

  private static Zone square(long id, double column, double row, double pixels) {
    double x = GRID.originX() + 30 * column;
    double y = GRID.originY() - 30 * row;
    double side = 30 * pixels;
    Geometry onGrid =
        SHAPES.createPolygon(
            new Coordinate[] {
              new Coordinate(x, y),
              new Coordinate(x + side, y),
              new Coordinate(x + side, y - side),
              new Coordinate(x, y - side),
              new Coordinate(x, y)
            });
    try (Projection projection = new Projection(GRID)) {
      return new Zone(id, "z" + id, ZoneKind.POLYGON, projection.toLonLat(onGrid), null);
    }
  }

  @Test
  void cellsWithoutWaterDoNotExist() {
    sky[5] = 1;
    mgL[5] = 12;

    assertThat(rows("cells"))
        .singleElement()
        .satisfies(
            cell -> {
              assertThat(cell.externalId()).isEqualTo("60/300000/599700");
              assertThat(cell.nTotal()).isEqualTo(100);
              assertThat(cell.zoneId()).isZero();
            });
  }

  @Test
  void aPixelCountsForEveryPolygonThatItsCentreLiesIn() {
    Arrays.fill(sky, (byte) 1);
    Arrays.fill(mgL, 7);

    assertThat(rows("some", square(1, 1.2, 1.2, 4), square(2, 2.2, 2.2, 4)))
        .extracting(MeasuredZone::nValid)
        .containsExactly(16, 16);
  }

  @Test
  void aSliverBetweenCentresHasNoRowAndOneAroundACentreHasOne() {
    assertThat(rows("some", square(1, 3.6, 3.6, 0.3), square(2, 3.4, 3.4, 0.2)))
        .extracting(MeasuredZone::zoneId)
        .containsExactly(2L);
  }

  @Test
  void aZoneBesideTheTileHasNoRow() {
    assertThat(rows("some", square(1, 30, 3, 4))).isEmpty();
  }

  @Test
  void moreZonesThanAreTakenAtATimeAllHaveTheirRow() {
    Zone[] zones = new Zone[2_500];
    for (int i = 0; i < zones.length; i++) {
      zones[i] = square(i + 1, i % 15 + 0.2, i % 7 + 0.2, 1);
    }

    assertThat(rows("some", zones))
        .hasSize(2_500)
        .extracting(MeasuredZone::zoneId)
        .doesNotHaveDuplicates();
  }
}
