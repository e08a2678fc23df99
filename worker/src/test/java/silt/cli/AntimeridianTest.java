package silt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

class AntimeridianTest {

  private static Geometry shape(String wkt) throws ParseException {
    return new WKTReader().read(wkt);
  }

  @Test
  void aBoxThatLeapsIsTwoBoxesOfTheSameArea() throws Exception {
    Geometry leaping = shape("POLYGON((179.9 -17, -179.9 -17, -179.9 -16, 179.9 -16, 179.9 -17))");

    assertThat(Antimeridian.crossedBy(leaping)).isTrue();
    Geometry cut = Antimeridian.cut(leaping);
    assertThat(cut.getNumGeometries()).isEqualTo(2);
    assertThat(cut.getArea()).isCloseTo(0.2, within(1e-9));
    assertThat(new Envelope(-180, 180, -90, 90).contains(cut.getEnvelopeInternal())).isTrue();
  }

  @Test
  void longitudesThatGoOnBeyond180AreTheSamePlace() throws Exception {
    Geometry beyond = shape("POLYGON((179.9 -17, 180.1 -17, 180.1 -16, 179.9 -16, 179.9 -17))");

    assertThat(Antimeridian.crossedBy(beyond)).isTrue();
    assertThat(Antimeridian.cut(beyond))
        .isEqualTo(
            Antimeridian.cut(
                shape("POLYGON((179.9 -17, -179.9 -17, -179.9 -16, 179.9 -16, 179.9 -17))")));
  }

  @Test
  void aRiverThatLeapsIsCutInLines() throws Exception {
    Geometry cut = Antimeridian.cut(shape("LINESTRING(179.8 66, -179.9 66.1, -179.8 66.1)"));

    assertThat(cut.getNumGeometries()).isEqualTo(2);
    assertThat(cut.getDimension()).isEqualTo(1);
  }

  @Test
  void whatIsCutThereAlreadyAndWhatSpansTheWorldIsLeftAlone() throws Exception {
    assertThat(
            Antimeridian.crossedBy(
                shape(
                    "MULTIPOLYGON(((179.9 -17, 180 -17, 180 -16, 179.9 -16, 179.9 -17)),"
                        + "((-180 -17, -179.9 -17, -179.9 -16, -180 -16, -180 -17)))")))
        .isFalse();
    assertThat(
            Antimeridian.crossedBy(
                shape("POLYGON((-180 -60, 180 -60, 180 60, -180 60, -180 -60))")))
        .isFalse();
  }
}
