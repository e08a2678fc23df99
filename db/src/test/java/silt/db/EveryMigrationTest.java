package silt.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A database of every earlier schema, with a row or more in each of its tables, goes forward whole.
 */
@Tag("slow")
class EveryMigrationTest {

  /** What a user could have put in since the migration of this number. */
  private static final Map<Integer, String> DATA = new LinkedHashMap<>();

  static {
    DATA.put(
        1,
        """
        insert into zone_set (name, kind, source, version, digest)
          values ('river', 'reach', 'river.geojson', '1', repeat('c', 64));
        insert into zone (zone_set_id, external_id, geom)
          values (1, '80000', st_geomfromtext('LINESTRING(175 -37, 175.1 -37)', 4326));
        """);
    DATA.put(
        2,
        """
        insert into scene (granule_id, revision, sensor, tile, acquired_at, bytes)
          select 'HLS.S30.T60GVA.202403' || nr || 'T222549.v2.0', 1, 'S30', '60GVA',
                 timestamptz '2024-02-06T22:25:49Z' + nr * interval '1 day', 100
          from generate_series(1, 4) as nr;
        insert into scene_input (scene_id, band, uri, bytes, sha256)
          values (1, 'B02', 'https://archive/B02.tif', 7, repeat('f', 64));
        """);
    DATA.put(
        3,
        """
        insert into model (kind, name, sha256, card, uri)
          values ('mask', 'm', repeat('a', 64), '{}', 'file:///m'),
                 ('ssc', 's', repeat('b', 64), '{}', 'file:///s');
        insert into product_version (name, algorithm_version, mask_model_id, ssc_model_id, numeric_form, promoted_at)
          values ('first', 1, 1, 2, 'f32', now());
        """);
    DATA.put(
        4,
        """
        insert into campaign (name, region, from_time, to_time, sensors, max_cloud, zone_set_ids,
                              product_version_id, archive, state, scenes, bytes, state_changed_at)
          values ('running', st_makeenvelope(174, -38, 176, -36, 4326), '2024-01-01', '2024-03-01', '{S30}', 60, '{1}',
                  1, 'sample', 'RUNNING', 4, 400, '2024-03-02Z'),
                 ('done', st_makeenvelope(174, -38, 176, -36, 4326), '2024-01-01', '2024-03-01', '{S30}', 60, '{}',
                  1, 'sample', 'DONE', 2, 200, '2024-03-02Z');
        insert into campaign_scene (campaign_id, position, scene_id)
          values (1, 1, 1), (1, 2, 2), (1, 3, 3), (1, 4, 4), (2, 1, 1), (2, 2, 2);
        insert into event (kind, campaign_id, message) values ('note', 1, 'hello');
        """);
    DATA.put(
        5,
        """
        insert into scene_run (scene_id, product_version_id, outcome, reason, attempts, campaign_id, started_at, finished_at)
          values (1, 1, 'OBSERVED', null, 1, 1, '2024-03-01Z', '2024-03-01T00:01:00Z'),
                 (2, 1, 'TOO_CLOUDY', null, 1, 2, '2024-03-01Z', '2024-03-01T00:01:00Z'),
                 (3, 1, 'FAILED', 'why', 9, 1, '2024-03-01Z', '2024-03-01T00:02:00Z');
        insert into zone_run (scene_run_id, zone_set_id, n_zones, n_with_value) values (1, 1, 1, 1);
        """);
    DATA.put(
        6,
        """
        do $$ begin
          if to_regprocedure('ensure_observation_month(timestamptz)') is not null then
            perform ensure_observation_month('2024-02-07');
          else
            perform ensure_observation_year('2024-02-07');
          end if;
        end $$;
        insert into observation (zone_id, scene_id, product_version_id, acquired_at, ssc_mg_l, ssc_mean_mg_l,
                                 ssc_p10_mg_l, ssc_p25_mg_l, ssc_p75_mg_l, ssc_p90_mg_l, ssc_std_mg_l,
                                 n_valid, n_water, n_total, clear_fraction, flags)
          select 1, 1, 1, acquired_at, 20, 21, 10, 15, 25, 30, 5, 40, 50, 60, 0.9, 2 from scene where scene_id = 1;
        """);
    DATA.put(
        7,
        """
        create view own_progress as select * from campaign_progress;
        create view own_gaps as select granule_id, outcome, reason from scene_without_result;
        """);
    DATA.put(
        11,
        """
        insert into gauge (name) values ('weir');
        insert into gauge_zone (gauge_id, zone_id) values (1, 1);
        insert into discharge (gauge_id, measured_at, discharge_m3_s) values (1, '2024-02-07Z', 30);
        insert into sample (sample_set, external_id, quantity, taken_at, geom, measured_mg_l)
          values ('own', '1', 'SSC', '2024-02-07Z', st_setsrid(st_makepoint(175, -37), 4326), 25);
        """);
    DATA.put(
        14,
        """
        -- counted by their triggers already, and ended as its workflow would have said
        update campaign set scenes = scenes / 2, bytes = bytes / 2,
          ended_at = case when state = 'DONE' then state_changed_at end;
        update campaign_scene set retry_requested_at = now(), retry_requested_by = 'anna' where position = 3;
        """);
  }

  /** Of every migration but the newest. */
  static List<Integer> earlier() {
    DatabaseAddress now = PrivatePostgres.shared().freshDatabase();
    List<Integer> all =
        Arrays.stream(Migrations.over(now).load().info().applied())
            .map(MigrationInfo::getVersion)
            .filter(Objects::nonNull)
            .map(version -> Integer.valueOf(version.getVersion()))
            .toList();
    return all.subList(0, all.size() - 1);
  }

  @ParameterizedTest
  @MethodSource("earlier")
  void itsRowsAreThereAndCountedAndThisBuildGoesOnWithThem(int version) {
    DatabaseAddress owner = databaseOf(version);
    Map<String, Long> before = rows(owner);
    assertThat(before.values()).allMatch(count -> count > 0);

    assertThat(Migrations.migrate(owner)).isPositive();

    assertThat(rows(owner)).containsAllEntriesOf(before);
    if (version >= 5) {
      assertThat(
              Ask.strings(
                  PrivatePostgres.reader(owner),
                  """
                  select campaign || ' ' || scenes || ' ' || observed || ' ' || failed || ' ' || waiting || ' '
                         || kind || ' ' || (ended_at is not null)
                  from silt.campaign_progress order by campaign
                  """))
          .containsExactly("done 2 1 0 0 campaign true", "running 4 1 1 1 campaign false");
      goesOn(owner, version >= 14);
    }
    if (version >= 7) {
      assertThat(
              Ask.strings(owner, "select failed from silt.own_progress where campaign = 'running'"))
          .containsExactly("1");
      assertThat(Ask.count(owner, "silt.own_gaps")).isEqualTo(3);
    }
  }

  private static void goesOn(DatabaseAddress owner, boolean retryDue) {
    try (Database database = Database.open(PrivatePostgres.writer(owner), 2)) {
      Campaigns campaigns = new Campaigns(database);
      assertThat(campaigns.page("running", 0, 10))
          .extracting(CampaignScene::position)
          .contains(4L)
          .doesNotContain(2L)
          .satisfies(
              offered -> assertThat(offered.contains(3L)).as("failed, once").isEqualTo(retryDue));
      campaigns.retry("running", RetryFilter.ALL, "anna");
      assertThat(campaigns.page("running", 0, 10))
          .extracting(CampaignScene::position)
          .contains(3L, 4L);
      assertThat(campaigns.find("running").orElseThrow().priority()).isEqualTo(4);
    }
  }

  private static DatabaseAddress databaseOf(int version) {
    PrivatePostgres postgres = PrivatePostgres.shared();
    String name = "silt_of_v" + version;
    Bootstrap.prepare(postgres.superuser(), name, PrivatePostgres.PASSWORDS);
    DatabaseAddress owner =
        postgres.superuser().in(name).as(Bootstrap.OWNER, PrivatePostgres.PASSWORDS.owner());
    Migrations.over(owner)
        .target(MigrationVersion.fromVersion(Integer.toString(version)))
        .load()
        .migrate();
    List<String> filled = new ArrayList<>(List.of("set search_path = silt, public;"));
    DATA.forEach(
        (since, sql) -> {
          if (since <= version) {
            filled.add(sql);
          }
        });
    Ask.run(owner, String.join("\n", filled));
    return owner;
  }

  /** Rows of each table that holds any. */
  private static Map<String, Long> rows(DatabaseAddress owner) {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (String table :
        Ask.strings(
            owner,
            """
            select relname from pg_class where relnamespace = 'silt'::regnamespace
              and relkind in ('r', 'p') and not relispartition
              and relname not in ('flyway_schema_history', 'campaign_tally')
            """)) {
      long count = Ask.count(owner, "silt." + table);
      if (count > 0) {
        rows.put(table, count);
      }
    }
    return rows;
  }
}
