package silt.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static silt.db.World.NOON;
import static silt.db.World.box;
import static silt.db.World.line;
import static silt.db.World.sha;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ZonesAndProductsTest {

  private World world;

  @BeforeEach
  void aWorld() {
    world = new World();
  }

  @AfterEach
  void close() {
    if (world != null) {
      world.close();
    }
  }

  @Test
  void aSetIsLoadedOnce() {
    assertThat(world.loadRiver("upper")).isEqualTo(3);
    assertThat(world.loadRiver("upper")).isZero();
    assertThat(world.zoneSets.list())
        .extracting(ZoneSetRow::name, ZoneSetRow::zones)
        .contains(tuple("upper", 3L));
  }

  @Test
  void aNameDoesNotChangeItsContent() {
    assertThatThrownBy(
            () ->
                world.zoneSets.load(
                    ZoneSetRow.of("river", "reach", "other.geojson", "v18", sha('9')), Stream.of()))
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageContaining("river.geojson");
  }

  @Test
  void aZoneThatComesTwiceIsNamedAndNothingIsStored() {
    assertThatThrownBy(
            () ->
                world.zoneSets.load(
                    ZoneSetRow.of("lakes", "lake", "lakes.geojson", "1", sha('0')),
                    Stream.of(
                        ZoneRow.of("L1", null, line(175, -37), null),
                        ZoneRow.of("L1", null, line(176, -37), null))))
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageContaining("L1");
    assertThat(world.zoneSets.find("lakes")).isEmpty();
  }

  @Test
  void textOfAnyKindSurvivesTheBulkLoad() {
    String odd = "tab\there, line\nbreak, back\\slash, \\N, Ōhinemuri";
    world.zoneSets.load(
        ZoneSetRow.of("odd", "lake", "odd.geojson", "1", sha('0')),
        Stream.of(ZoneRow.of("L1", odd, line(10, 10), 12.5)));

    assertThat(world.zoneSets.zonesWithin("odd", box(9, 9, 11, 11)))
        .singleElement()
        .satisfies(
            zone -> {
              assertThat(zone.name()).isEqualTo(odd);
              assertThat(zone.widthM()).isEqualTo(12.5);
              assertThat(zone.lonLat().equalsExact(line(10, 10))).isTrue();
            });
  }

  @Test
  void onlyTheZonesThatTouchTheAreaAreFound() {
    assertThat(world.zoneSets.zonesWithin("river", box(174.9, -37.1, 175.05, -36.9)))
        .extracting(ZoneRow::externalId)
        .containsExactly("80000");
  }

  @Test
  void cellsKeepTheirIdsWhenTheyAreSeenAgain() {
    ZoneRow one = ZoneRow.of("60-1-1", null, box(175, -37, 175.003, -36.997), null);
    ZoneRow two = ZoneRow.of("60-1-2", null, box(175.003, -37, 175.006, -36.997), null);
    Map<String, Long> first = world.zoneSets.ensureCells(ZoneSets.CELLS, List.of(one));

    Map<String, Long> second = world.zoneSets.ensureCells(ZoneSets.CELLS, List.of(two, one));

    assertThat(second).hasSize(2).containsAllEntriesOf(first);
    assertThat(world.zoneSets.find(ZoneSets.CELLS).orElseThrow().zones()).isEqualTo(2);
  }

  @Test
  void aSceneKeepsWhatALaterSearchDoesNotState() {
    SceneRow stated = world.stored("S30", "60GVA", NOON, 1);
    SceneRow bare =
        new SceneRow(0, stated.granuleId(), 1, "S30", "60GVA", NOON, 55.0, null, null, null, null);

    assertThat(world.scenes.upsert(List.of(bare, bare))).isZero();

    SceneRow now = world.scenes.find(stated.granuleId(), 1).orElseThrow();
    assertThat(now.cloudCover()).isEqualTo(55.0);
    assertThat(now.assetBase()).isEqualTo(stated.assetBase());
    assertThat(now.footprint()).isEqualTo(stated.footprint());
  }

  @Test
  void theLatestRevisionIsTheGreatest() {
    SceneRow first = world.stored("S30", "60GVA", NOON, 1);
    world.stored("S30", "60GVA", NOON, 3);

    assertThat(world.scenes.findLatest(first.granuleId()).orElseThrow().revision()).isEqualTo(3);
  }

  @Test
  void theSameProductVersionAgainIsTheOneThatIsThere() {
    ProductRow there = world.products.show("first");

    assertThat(world.products.create(World.product("first"))).isEqualTo(there);
    assertThat(world.products.list()).hasSize(1);
    assertThat(there.parameters()).containsEntry("minClearFraction", "0.1");
  }

  @Test
  void aProductVersionOfOtherContentDoesNotTakeItsName() {
    ProductRow there = world.products.show("first");

    assertThatThrownBy(
            () ->
                world.products.create(
                    ProductRow.of("first", 2, there.mask(), there.ssc(), new TreeMap<>(), "f32")))
        .isInstanceOf(DatabaseProblem.class)
        .hasMessageContaining("taken");
  }

  @Test
  void aProductVersionIsImmutableEvenForTheOwner() {
    assertThatThrownBy(
            () -> Ask.run(world.owner, "update silt.product_version set parameters = '{}'"))
        .hasMessageContaining("immutable");
    assertThatThrownBy(() -> Ask.run(world.owner, "delete from silt.product_version"))
        .hasMessageContaining("immutable");
  }

  @Test
  void promotingTwiceIsTheSameAsOnce() {
    ProductRow before = world.products.promoted().orElseThrow();

    world.promote("first");

    assertThat(world.products.promoted()).contains(before);
  }

  @Test
  void provenanceTellsFilesModelsStepsAndZoneSets() {
    SceneRow scene = world.stored("S30", "60GVA", NOON, 1);
    world.record(scene, "first", World.seen(world.reaches().get(0), 20, 50));

    Provenance.OfGranule found = new Provenance(world.database).of(scene.granuleId()).orElseThrow();

    assertThat(found.revisions()).hasSize(1);
    Provenance.OfScene revision = found.revisions().get(0);
    assertThat(revision.inputs()).extracting(InputRow::band).containsExactly("B02", "B03", "Fmask");
    Provenance.OfRun run = revision.runs().get(0);
    assertThat(run.product().mask().sha256()).isEqualTo(sha('a'));
    assertThat(run.run().timings()).extracting(StepTiming::step).containsExactly("fetch", "mask");
    assertThat(run.zoneSets())
        .singleElement()
        .satisfies(
            set -> {
              assertThat(set.name()).isEqualTo("river");
              assertThat(set.observations()).isEqualTo(1);
            });
  }

  @Test
  void aGranuleThatWasNeverDiscoveredHasNoProvenance() {
    assertThat(new Provenance(world.database).of("HLS.S30.T01AAA.2024001T000000.v2.0")).isEmpty();
  }
}
