package silt.raster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import silt.testdata.RealData;

class ProjectionTest {

  private final RasterGrid grid = RasterGrid.of(32760, 399960, 5600020, 30, 3660, 3660);

  @Test
  void thereAndBackIsTheSamePlace() {
    try (Projection projection = new Projection(grid)) {
      double[] metres = projection.toGrid(176.465, -40.241);
      double[] degrees = projection.toLonLat(metres[0], metres[1]);
      assertThat(degrees[0]).isCloseTo(176.465, within(1e-9));
      assertThat(degrees[1]).isCloseTo(-40.241, within(1e-9));
    }
  }

  @Test
  void theCornerOfATileLiesWhereItsPolygonSays() {
    // tile 60GVA: upper left at 399960 E 5600020 N is 175.83238 E 39.74385 S
    try (Projection projection = new Projection(grid)) {
      double[] degrees = projection.toLonLat(399960, 5600020);
      assertThat(degrees[0]).isCloseTo(175.8323843963, within(1e-7));
      assertThat(degrees[1]).isCloseTo(-39.7438547018, within(1e-7));
    }
  }

  @Test
  void aShapefileOfRiversComesInDegreesWithItsIdsAsText() {
    var zip =
        RealData.at(
            "vector-2/SWOT_L2_HR_RiverSP_Node_3_51_NA_20100927T121018_20100927T121025_PGA2_03.zip");
    var nodes = VectorFile.read(zip);
    assertThat(nodes).hasSize(547);
    assertThat(nodes.get(0).attributes().get("node_id")).matches("\\d{14}");
    assertThat(nodes.get(0).lonLat().getCoordinate().x).isBetween(-81.0, -79.0);
  }
}
