package silt.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static silt.db.World.NOON;
import static silt.db.World.seen;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

class SamplesTest {

  private World world;
  private Samples samples;

  @BeforeEach
  void aWorld() {
    world = new World();
    samples = new Samples(world.database);
  }

  @AfterEach
  void close() {
    if (world != null) {
      world.close();
    }
  }

  static SampleRow sample(String id, Instant at, double lon, double lat, double mgL) {
    return new SampleRow(id, "SSC", "bridge", at, false, lon, lat, 0.5, mgL, null, "me", null);
  }

  @Test
  void loadedTwiceNothingChanges() {
    List<SampleRow> rows =
        List.of(sample("a", NOON, 175.05, -37, 12), sample("b", NOON, 175.05, -37, 13));

    assertThat(samples.load("mine", rows)).isEqualTo(new Merged(2, 0, 0));
    assertThat(samples.load("mine", rows)).isEqualTo(new Merged(0, 0, 2));
    assertThat(Ask.count(world.reader, "silt.sample")).isEqualTo(2);
  }

  @Test
  void aCorrectedFileChangesWhatItCorrects() {
    samples.load("mine", List.of(sample("a", NOON, 175.05, -37, 12)));

    Merged again =
        samples.load(
            "mine",
            List.of(sample("a", NOON, 175.05, -37, 21), sample("b", NOON, 175.05, -37, 13)));

    assertThat(again).isEqualTo(new Merged(1, 1, 0));
    assertThat(Ask.strings(world.reader, "select measured_mg_l from silt.sample order by 1"))
        .containsExactly("13", "21");
  }

  @Test
  void setsAreListedInNumbersAndForgotten() {
    samples.load(
        "mine",
        List.of(
            sample("a", NOON, 175.05, -37, 10),
            sample("b", NOON.plusSeconds(60), 175.05, -37, 20),
            sample("c", NOON.plusSeconds(90), 175.05, -37, 60)));

    assertThat(samples.sets())
        .containsExactly(
            new SampleSetRow("mine", "SSC", 3, 1, NOON, NOON.plusSeconds(90), 10, 20, 60, "me"));
    assertThat(samples.remove("mine")).isEqualTo(3);
    assertThat(samples.has("mine")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "measured_mg_l = 0, sample_measured_mg_l_check",
    "measured_mg_l = 'NaN', sample_measured_mg_l_check",
    "quantity = 'NTU', sample_quantity_check",
    "depth_m = -1, sample_depth_m_check",
    "geom = 'SRID=4326;POINT(181 0)', sample_geom_check",
    "sample_set = 'a b', sample_sample_set_check"
  })
  void theTableItselfRefusesWhatCannotBe(String change, String constraint) {
    samples.load("mine", List.of(sample("a", NOON, 175.05, -37, 12)));

    assertThatThrownBy(() -> Ask.run(world.owner, "update silt.sample set " + change))
        .isInstanceOf(DatabaseFailure.class)
        .hasMessageContaining(constraint);
  }

  @Test
  void aSampleStandsBesideWhatWasSeenInItsReachWithinTheTime() {
    long reach = world.reaches().get(0);
    SceneRow scene = world.stored("S30", "60GVA", NOON, 1);
    world.record(scene, "first", seen(reach, 20, 50));
    samples.load(
        "mine",
        List.of(
            // 112 m north of the line, within the 300 m of a reach that is 120 m wide
            sample("near", NOON.minus(Duration.ofHours(3)), 175.05, -36.999, 12),
            sample("far", NOON, 175.05, -36.99, 13),
            sample("late", NOON.plus(Duration.ofHours(25)), 175.05, -37, 14)));

    assertThat(
            Ask.strings(
                world.reader,
                """
                select sample_external_id || ' ' || measured_mg_l || ' ' || ssc_mg_l || ' '
                       || hours_apart || ' ' || round(distance_m) || ' ' || external_id
                from matchup('24 hours')
                """))
        .containsExactly("near 12 20 3 112 80000");
    assertThat(
            Ask.strings(world.reader, "select sample_external_id from matchup('26 hours', 'mine')"))
        .containsExactly("late", "near");
    assertThat(Ask.strings(world.reader, "select 1 from matchup('26 hours', 'other')")).isEmpty();
  }

  @Test
  void aSampleBelongsToANodeWithinHalfItsWidthWherePixelsAreLookedForToo() {
    Geometry point = new GeometryFactory().createPoint(new Coordinate(175.05, -37));
    world.zoneSets.load(
        ZoneSetRow.of("nodes", "node", "nodes.geojson", "v17c", World.sha('1')),
        Stream.of(ZoneRow.of("n1", null, point, 1000.0)));
    long node = world.zoneSets.zonesWithin("nodes", World.box(174, -38, 177, -36)).get(0).id();
    SceneRow scene = world.stored("S30", "60GVA", NOON, 1);
    world.runs.record(
        World.run(scene, "first", "OBSERVED"),
        World.inputs(),
        List.of(new ZoneResults("nodes", List.of(seen(node, 20, 50)))));
    // 444 and 555 m north of it
    samples.load(
        "mine",
        List.of(
            sample("within", NOON, 175.05, -36.996, 12),
            sample("beyond", NOON, 175.05, -36.995, 13)));

    assertThat(
            Ask.strings(
                world.reader,
                "select sample_external_id from matchup('1 hour') where zone_set = 'nodes'"))
        .containsExactly("within");
    for (String lat : List.of("-36.996", "-36.995")) {
      assertThat(Ask.strings(world.reader, "select 1 from ssc_at(175.05, " + lat + ")"))
          .as(lat)
          .hasSize(lat.endsWith("6") ? 1 : 0);
    }
  }

  @Test
  void theReaderMayAskAndNotWrite() {
    assertThatThrownBy(() -> Ask.run(world.reader, "begin read write; delete from silt.discharge"))
        .hasMessageContaining("permission denied");
    assertThat(Ask.strings(world.reader, "select 1 from flux('river')")).isEmpty();
  }
}
