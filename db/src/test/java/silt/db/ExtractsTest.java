package silt.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtractsTest {

  private static final String SHARED =
      "external_id, zone_name, zone_set, kind, granule_id, revision, sensor, tile, acquired_at, ssc_mg_l,"
          + " ssc_low_mg_l, ssc_high_mg_l, ssc_mean_mg_l, ssc_p10_mg_l, ssc_p25_mg_l, ssc_p75_mg_l, ssc_p90_mg_l,"
          + " ssc_std_mg_l, n_valid, n_water, n_total, clear_fraction, flags, whole_zone, product_version, zone_id,"
          + " scene_id, product_version_id";

  private static final ExtractQuestion ALL =
      new ExtractQuestion(
          "river",
          "first",
          World.NOON.minus(Duration.ofDays(1)),
          World.NOON.plus(Duration.ofDays(30)),
          List.of());

  private static List<ExtractedRow> rows(World world, ExtractQuestion question) {
    List<ExtractedRow> rows = new ArrayList<>();
    try (Database reader = Database.open(world.reader, 1)) {
      new Extracts(reader)
          .reading(
              question,
              extract -> {
                extract.rows(rows::add);
                return null;
              });
    }
    return rows;
  }

  /** Two tiles of one pass, a revision, a day under cloud, and another version of them all. */
  private static void observe(World world) {
    List<Long> reach = world.reaches();
    world.products.create(World.product("trial"));
    for (String product : List.of("first", "trial")) {
      double off = product.equals("trial") ? 100 : 0;
      world.record(
          world.stored("S30", "60GVA", World.NOON, 1),
          product,
          World.seen(reach.get(0), off + 10, 50),
          World.hidden(reach.get(1)));
      world.record(
          world.stored("S30", "60GVB", World.NOON.plusSeconds(14), 1),
          product,
          World.seen(reach.get(0), off + 11, 60));
      Instant later = World.NOON.plus(Duration.ofDays(3));
      world.record(
          world.stored("L30", "60GVA", later, 1), product, World.seen(reach.get(2), off + 20, 5));
      world.record(
          world.stored("L30", "60GVA", later, 2), product, World.seen(reach.get(2), off + 21, 5));
    }
  }

  @Test
  void aPromotedVersionHasTheRowsOfTheViewThatEverybodyQueries() {
    try (World world = new World()) {
      observe(world);
      for (String product : List.of("first", "trial")) {
        if (product.equals("trial")) {
          world.promote(product);
        }
        String current = "select " + SHARED + " from silt.current_observation";
        String version =
            "select "
                + SHARED
                + " from silt.version_observation where product_version = '"
                + product
                + "'";
        assertThat(Ask.one(world.reader, "select count(*) from (" + current + ") o"))
            .isEqualTo("3");
        assertThat(
                Ask.one(
                    world.reader,
                    "select count(*) from ((%1$s except all %2$s) union all (%2$s except all %1$s)) o"
                        .formatted(current, version)))
            .isEqualTo("0");
      }
    }
  }

  @Test
  void rowsComeByZoneAndOldestFirst() {
    try (World world = new World()) {
      observe(world);
      List<ExtractedRow> rows = rows(world, ALL);
      assertThat(rows)
          .extracting(
              row -> row.zone().externalId() + " " + (row.ssc() == null ? "-" : row.ssc().median()))
          .containsExactly("80000 11.0", "80001 -", "80002 21.0");
      assertThat(rows.get(0).zone().lon()).isBetween(175.0, 175.1);
      assertThat(rows.get(2).scene().revision()).isEqualTo(2);
    }
  }

  @Test
  void whatIsLoadedMeanwhileIsNotSeen() {
    try (World world = new World();
        Database reader = Database.open(world.reader, 1)) {
      observe(world);
      List<String> seen =
          new Extracts(reader)
              .reading(
                  ALL,
                  extract -> {
                    List<String> ids = new ArrayList<>();
                    world.record(
                        world.stored("S30", "60GVA", World.NOON.plus(Duration.ofDays(9)), 1),
                        "first",
                        World.seen(world.reaches().get(1), 5, 5));
                    extract.rows(row -> ids.add(row.zone().externalId()));
                    return ids;
                  });
      assertThat(seen).containsExactly("80000", "80001", "80002");
      assertThat(rows(world, ALL)).hasSize(4);
    }
  }

  @Test
  void aSetOfMoreZonesThanAreInHandComesWhole() {
    try (World world = new World()) {
      world.zoneSets.load(
          ZoneSetRow.of("many", "reach", "many.geojson", "1", World.sha('9')),
          java.util.stream.IntStream.range(0, 450)
              .mapToObj(nr -> ZoneRow.of("z" + nr, null, World.line(175 + nr * 1e-3, -37), null)));
      List<ObservationRow> seen =
          world.zoneSets.zonesWithin("many", World.box(174, -38, 177, -36)).stream()
              .map(zone -> World.seen(zone.id(), 10, 5))
              .toList();
      world.runs.record(
          World.run(world.stored("S30", "60GVA", World.NOON, 1), "first", "OBSERVED"),
          World.inputs(),
          List.of(new ZoneResults("many", seen)));
      List<ExtractedRow> rows =
          rows(world, new ExtractQuestion("many", "first", ALL.from(), ALL.to(), List.of()));
      assertThat(rows)
          .extracting(row -> row.zone().externalId())
          .doesNotHaveDuplicates()
          .hasSize(450);
      assertThat(
              rows(
                  world,
                  new ExtractQuestion("many", "first", ALL.from(), ALL.to(), List.of("z7", "z8"))))
          .hasSize(2);
    }
  }
}
