package silt.sediment.zones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Polygon;
import silt.raster.Projection;
import silt.raster.RasterGrid;

class CellsTest {

  /** As an HLS tile lies: corners at multiples of 30 m, not of 300 m. */
  private static RasterGrid tile(double west, double north) {
    return RasterGrid.of(32660, west, north, 30, 25, 25);
  }

  @Test
  void cellsLieAtMultiplesOfThreeHundredMetresWhateverTheTile() {
    RasterGrid grid = tile(399_960, -4_099_980);
    Cells cells = new Cells(grid, 60);

    TreeMap<Integer, TreeSet<Integer>> owned = Pixels.owned(cells, grid);
    TreeMap<String, Integer> sizes = new TreeMap<>();
    owned.forEach((zone, pixels) -> sizes.put(cells.name(zone), pixels.size()));
    // 399,960 + 40 m is a border, and -4,099,980 lies 120 m above -4,100,100
    assertThat(sizes.get("60/399900/-4100100")).isEqualTo(8 * 4);
    assertThat(sizes.get("60/400200/-4100400")).isEqualTo(10 * 10);
    assertThat(sizes.values().stream().mapToInt(i -> i).sum()).isEqualTo(25 * 25);
  }

  @Test
  void overlappingTilesSeeTheSameCells() {
    Cells one = new Cells(tile(399_960, 6_000_000), 60);
    Cells shifted = new Cells(tile(399_990, 5_999_970), 60);

    assertThat(names(one, tile(399_960, 6_000_000)))
        .contains("60/400200/5999400")
        .isEqualTo(names(shifted, tile(399_990, 5_999_970)));
  }

  @Test
  void aSouthernSystemNamesTheSameCellsAsTheNorthern() {
    RasterGrid northern = RasterGrid.of(32660, 399_960, -4_099_980, 30, 25, 25);
    RasterGrid southern = RasterGrid.of(32760, 399_960, 10_000_000 - 4_099_980, 30, 25, 25);

    assertThat(names(new Cells(southern, 60), southern))
        .isEqualTo(names(new Cells(northern, 60), northern));
  }

  @Test
  void aCellThatTheTileCutsIsSaidToCrossTheEdge() {
    Cells cells = new Cells(tile(399_960, -4_099_980), 60);

    for (int zone = 0; zone < cells.zones(); zone++) {
      boolean whole = cells.name(zone).equals("60/400200/-4100400");
      if (whole || cells.name(zone).equals("60/399900/-4100100")) {
        assertThat(cells.crossesEdge(zone)).isEqualTo(!whole);
      }
    }
  }

  @Test
  void theOutlineOfACellIsWhereItsNameSays() {
    RasterGrid grid = tile(399_960, -4_099_980);
    try (Projection projection = new Projection(grid)) {
      Polygon outline = Cells.outline("60/400200/-4100400", projection);
      double[] southWest = projection.toLonLat(400_200, -4_100_400);

      assertThat(outline.getEnvelopeInternal().getMinX()).isCloseTo(southWest[0], within(1e-5));
      assertThat(outline.getCentroid().getY()).isCloseTo(-37.03, within(0.1));
      assertThat(projection.toGrid(outline).getArea()).isCloseTo(90_000, within(1.0));
    }
  }

  @Test
  void whatIsNoCellsNameIsRefused() {
    assertThatThrownBy(() -> Cells.utmZone("river-7")).hasMessageContaining("river-7");
  }

  private static TreeSet<String> names(Cells cells, RasterGrid grid) {
    TreeSet<String> names = new TreeSet<>();
    Pixels.owned(cells, grid).keySet().forEach(zone -> names.add(cells.name(zone)));
    return names;
  }
}
