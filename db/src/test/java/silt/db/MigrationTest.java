package silt.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A database of an earlier build, results in it, is brought to this one's schema. */
class MigrationTest {

  private static DatabaseAddress owner;
  private static DatabaseAddress reader;

  @BeforeAll
  static void aDatabaseOfVersionNineWithAResult() {
    PrivatePostgres postgres = PrivatePostgres.shared();
    String name = "silt_before_v10";
    Bootstrap.prepare(postgres.superuser(), name, PrivatePostgres.PASSWORDS);
    owner = postgres.superuser().in(name).as(Bootstrap.OWNER, PrivatePostgres.PASSWORDS.owner());
    reader = PrivatePostgres.reader(owner);
    Migrations.over(owner).target(MigrationVersion.fromVersion("9")).load().migrate();
    Ask.run(
        owner,
        """
        set search_path = silt, public;
        insert into zone_set (name, kind, source, version, digest)
          values ('river', 'reach', 'river.geojson', '1', repeat('c', 64));
        insert into zone (zone_set_id, external_id, geom)
          values (1, '80000', st_geomfromtext('LINESTRING(175 -37, 175.1 -37)', 4326));
        insert into scene (granule_id, revision, sensor, tile, acquired_at)
          values ('HLS.S30.T60GVA.2024037T222549.v2.0', 1, 'S30', '60GVA', '2024-02-06T22:25:49Z');
        insert into model (kind, name, sha256, card, uri)
          values ('mask', 'm', repeat('a', 64), '{}', 'file:///m'),
                 ('ssc', 's', repeat('b', 64), '{}', 'file:///s');
        insert into product_version (name, algorithm_version, mask_model_id, ssc_model_id, numeric_form, promoted_at)
          values ('first', 1, 1, 2, 'f32', now());
        insert into scene_run (scene_id, product_version_id, outcome, attempts, started_at, finished_at,
                               ssc_uri, ssc_sha256, ssc_bytes)
          values (1, 1, 'OBSERVED', 1, now(), now(), 'file:///ssc.tif', repeat('e', 64), 9);
        select ensure_observation_month('2024-02-06');
        insert into observation (zone_id, scene_id, product_version_id, acquired_at, ssc_mg_l, ssc_mean_mg_l,
                                 ssc_p10_mg_l, ssc_p25_mg_l, ssc_p75_mg_l, ssc_p90_mg_l, ssc_std_mg_l,
                                 n_valid, n_water, n_total, clear_fraction, flags)
          values (1, 1, 1, '2024-02-06T22:25:49Z', 20, 21, 10, 15, 25, 30, 5, 40, 50, 60, 0.9, 2);
        create view own_river as select * from current_observation where zone_set = 'river';
        create view own_months as select external_id, month, ssc_mg_l from monthly_ssc;
        grant select on own_river, own_months to silt_reader;
        """);
    assertThat(Migrations.migrate(owner)).isPositive();
  }

  @Test
  void itsResultKeepsItsValueAndHasNoInterval() {
    assertThat(
            Ask.strings(
                reader,
                """
                select ssc_mg_l || ' ' || ssc_p90_mg_l || ' ' || flags
                       || ' ' || coalesce(ssc_low_mg_l::text, 'none')
                from silt.current_observation where tile = '60GVA'
                """))
        .containsExactly("20 30 2 none");
    assertThat(
            Ask.strings(
                reader, "select ssc_mg_l from silt.ssc_series('80000') where tile = '60GVA'"))
        .containsExactly("20");
  }

  @Test
  void whatUsersBuiltOnItsViewsGoesOn() {
    assertThat(Ask.strings(reader, "select ssc_mg_l || ' ' || tile from silt.own_river"))
        .containsExactly("20 60GVA");
    assertThat(Ask.strings(reader, "select ssc_mg_l from silt.own_months")).containsExactly("20");
  }

  @Test
  void itsRunHasNoQualityRasterAndIsStillThere() {
    try (Database database = Database.open(PrivatePostgres.writer(owner), 1)) {
      SceneRunRow run =
          new SceneRuns(database)
              .find("HLS.S30.T60GVA.2024037T222549.v2.0", null, "first")
              .orElseThrow();
      assertThat(run.ssc().uri()).isEqualTo("file:///ssc.tif");
      assertThat(run.quality()).isNull();
      assertThat(run.measured()).isNull();
    }
  }

  @Test
  void aResultOfThisBuildGoesIntoTheMonthThatTheEarlierOneMade() {
    try (Database database = Database.open(PrivatePostgres.writer(owner), 1)) {
      SceneRow later = World.scene("L30", "60GVB", World.NOON.plusSeconds(86_400), 1);
      new Scenes(database).upsert(List.of(later));
      Recorded recorded =
          new SceneRuns(database)
              .record(
                  World.run(later, "first", "OBSERVED"),
                  World.inputs(),
                  List.of(new ZoneResults("river", List.of(World.seen(1, 30, 50)))));
      assertThat(recorded.sceneRunId()).isPositive();
    }
    assertThat(
            Ask.strings(
                reader,
                "select ssc_low_mg_l || ' ' || ssc_high_mg_l from silt.ssc_series('80000')"
                    + " where ssc_low_mg_l is not null"))
        .containsExactly("18 51");
  }

  @Test
  void onlyThoseMayAskTheNewFunctionsWhoMightAskTheOld() {
    assertThat(
            Ask.strings(
                owner,
                """
                select proname from pg_proc
                where pronamespace = 'silt'::regnamespace and proname like 'ssc_%'
                  and has_function_privilege('public', oid, 'execute')
                """))
        .isEmpty();
  }
}
