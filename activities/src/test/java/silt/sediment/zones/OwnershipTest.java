package silt.sediment.zones;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.algorithm.ConvexHull;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.Polygon;
import silt.raster.RasterGrid;

class OwnershipTest {

  private static final GeometryFactory GEOMETRY = new GeometryFactory();
  private static final RasterGrid GRID = Pixels.grid(60, 50);

  @Test
  void aNodeOwnsTheCentresWithinThreeHundredMetres() {
    var node =
        new WithinRadius(GRID, List.of(Pixels.wkt("POINT(915 735)")), Arrays.asList((Double) null));

    TreeSet<Integer> expected = new TreeSet<>();
    for (int pixel = 0; pixel < 60 * 50; pixel++) {
      if (Math.hypot(GRID.centreX(pixel % 60) - 915, GRID.centreY(pixel / 60) - 735) <= 300) {
        expected.add(pixel);
      }
    }
    assertThat(Pixels.owned(node, GRID).get(0)).isEqualTo(expected).hasSize(317);
  }

  @Test
  void neighbouringNodesShareTheirPixels() {
    var nodes =
        new WithinRadius(
            GRID,
            List.of(Pixels.wkt("POINT(915 735)"), Pixels.wkt("POINT(915 735)")),
            Arrays.asList(null, 100.0));

    var owned = Pixels.owned(nodes, GRID);
    assertThat(owned.get(0)).isEqualTo(owned.get(1));
  }

  @Test
  void anIslandIsNotPartOfItsLake() {
    var lake =
        new InsideOutline(
            GRID,
            List.of(
                Pixels.wkt(
                    "POLYGON((300 300, 900 300, 900 900, 300 900, 300 300),"
                        + " (450 450, 600 450, 600 600, 450 600, 450 450))")));

    assertThat(Pixels.owned(lake, GRID).get(0)).hasSize(20 * 20 - 5 * 5);
  }

  @Test
  void aCentreOnASharedBorderIsCountedOnce() {
    var halves =
        new InsideOutline(
            GRID,
            List.of(
                Pixels.wkt("POLYGON((0 0, 915 0, 915 1500, 0 1500, 0 0))"),
                Pixels.wkt("POLYGON((915 0, 1800 0, 1800 1500, 915 1500, 915 0))")));

    var owned = Pixels.owned(halves, GRID);
    assertThat(owned.get(0).size() + owned.get(1).size()).isEqualTo(60 * 50);
  }

  @Test
  void aLakeOverTheEdgeIsSaidToCrossIt() {
    var lakes =
        new InsideOutline(
            GRID,
            List.of(
                Pixels.wkt("POLYGON((0 0, 300 0, 300 300, 0 300, 0 0))"),
                Pixels.wkt("POLYGON((-1 0, 300 0, 300 300, -1 300, -1 0))")));

    assertThat(lakes.crossesEdge(0)).isFalse();
    assertThat(lakes.crossesEdge(1)).isTrue();
  }

  @Property(tries = 100)
  void anOutlineOwnsTheCentresThatItContains(
      @ForAll @Size(min = 6, max = 20) List<@DoubleRange(min = -600, max = 2400) Double> numbers) {
    Coordinate[] points = new Coordinate[numbers.size() / 2];
    for (int i = 0; i < points.length; i++) {
      points[i] = new Coordinate(numbers.get(2 * i), numbers.get(2 * i + 1));
    }
    Geometry hull = new ConvexHull(points, GEOMETRY).getConvexHull();
    if (!(hull instanceof Polygon)) {
      return;
    }
    Geometry bitten = hull.difference(hull.getCentroid().buffer(200));
    TreeSet<Integer> sure = new TreeSet<>();
    TreeSet<Integer> possible = new TreeSet<>();
    for (int pixel = 0; pixel < 60 * 50; pixel++) {
      Geometry centre =
          GEOMETRY.createPoint(new Coordinate(GRID.centreX(pixel % 60), GRID.centreY(pixel / 60)));
      boolean onBorder = bitten.getBoundary().distance(centre) < 1e-6;
      if (bitten.contains(centre) && !onBorder) {
        sure.add(pixel);
      }
      if (bitten.contains(centre) || onBorder) {
        possible.add(pixel);
      }
    }

    TreeSet<Integer> owned =
        Pixels.owned(new InsideOutline(GRID, List.of(bitten)), GRID)
            .getOrDefault(0, new TreeSet<>());

    assertThat(owned).containsAll(sure);
    assertThat(possible).containsAll(owned);
  }
}
