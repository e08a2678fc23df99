package silt.sediment.zones;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import silt.raster.RasterGrid;

class NearestCentrelineTest {

  private static final GeometryFactory GEOMETRY = new GeometryFactory();
  private static final RasterGrid GRID = Pixels.grid(60, 50);

  @Test
  void aReachOwnsThreeHundredMetresToEachSide() {
    var reach =
        new NearestCentreline(
            GRID, List.of(Pixels.wkt("LINESTRING(0 750, 1800 750)")), widths((Double) null));

    // centres lie 15 m off the line and then every 30 m: ten rows to each side, not eleven
    assertThat(Pixels.owned(reach, GRID).get(0)).hasSize(60 * 20);
  }

  @Test
  void aWideReachOwnsItsWidth() {
    var reach =
        new NearestCentreline(
            GRID, List.of(Pixels.wkt("LINESTRING(0 750, 1800 750)")), widths(450.0));

    assertThat(Pixels.owned(reach, GRID).get(0)).hasSize(60 * 30);
  }

  @Test
  void aPixelNearerToANarrowReachThatIsTooFarBelongsToNobody() {
    var reaches =
        new NearestCentreline(
            GRID,
            List.of(
                Pixels.wkt("LINESTRING(0 15, 1800 15)"),
                Pixels.wkt("LINESTRING(0 1215, 1800 1215)")),
            widths(900.0, null));

    var owned = Pixels.owned(reaches, GRID);
    int rowOf = GRID.height() - 1 - 855 / 30; // 840 m from the wide one, 360 m from the narrow
    assertThat(owned.get(0)).doesNotContain(rowOf * 60);
    assertThat(owned.get(1)).doesNotContain(rowOf * 60);
  }

  @Test
  void whereOneReachBecomesTheNextTheFirstHasTheTie() {
    var reaches =
        new NearestCentreline(
            GRID,
            List.of(
                Pixels.wkt("LINESTRING(300 300, 900 900)"),
                Pixels.wkt("LINESTRING(900 900, 1500 300)")),
            widths(null, null));

    var owned = Pixels.owned(reaches, GRID);
    int above = (GRID.height() - 1 - 1005 / 30) * 60 + 885 / 30; // beyond the bend of both
    assertThat(owned.get(0)).contains(above);
    assertThat(owned.get(1)).doesNotContain(above);
  }

  @Test
  void aReachNearTheEdgeIsSaidToCrossIt() {
    var reaches =
        new NearestCentreline(
            Pixels.grid(100, 100),
            List.of(
                Pixels.wkt("LINESTRING(1500 1500, 2600 1500)"),
                Pixels.wkt("LINESTRING(1500 1500, 2750 1500)")),
            widths(null, null));

    assertThat(reaches.crossesEdge(0)).isFalse();
    assertThat(reaches.crossesEdge(1)).isTrue();
  }

  @Property(tries = 60)
  void everyPixelGoesWhereADirectMeasurementSendsIt(
      @ForAll @Size(min = 2, max = 24) List<@DoubleRange(min = -600, max = 2400) Double> numbers,
      @ForAll @Size(min = 6, max = 6) List<@DoubleRange(min = 10, max = 900) Double> widths) {
    List<Geometry> lines = new ArrayList<>();
    for (int i = 0; i + 3 < numbers.size() && lines.size() < 6; i += 4) {
      lines.add(
          GEOMETRY.createLineString(
              new Coordinate[] {
                new Coordinate(numbers.get(i), numbers.get(i + 1)),
                new Coordinate(numbers.get(i + 2), numbers.get(i + 3)),
                new Coordinate(numbers.get(i), numbers.get(i + 3))
              }));
    }
    List<Double> widthsM = widths.subList(0, lines.size());
    TreeMap<Integer, TreeSet<Integer>> expected = new TreeMap<>();
    for (int pixel = 0; pixel < 60 * 50; pixel++) {
      Geometry centre =
          GEOMETRY.createPoint(new Coordinate(GRID.centreX(pixel % 60), GRID.centreY(pixel / 60)));
      int nearest = -1;
      for (int zone = 0; zone < lines.size(); zone++) {
        if (nearest < 0
            || lines.get(zone).distance(centre) < lines.get(nearest).distance(centre) - 1e-9) {
          nearest = zone;
        }
      }
      if (nearest >= 0
          && lines.get(nearest).distance(centre) <= Math.max(300, widthsM.get(nearest))) {
        expected.computeIfAbsent(nearest, zone -> new TreeSet<>()).add(pixel);
      }
    }

    var reaches = new NearestCentreline(GRID, lines, widthsM);

    assertThat(Pixels.owned(reaches, GRID)).isEqualTo(expected);
  }

  private static List<Double> widths(Double... widths) {
    return Arrays.asList(widths);
  }
}
