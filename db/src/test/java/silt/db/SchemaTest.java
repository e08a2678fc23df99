package silt.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaTest {

  private static DatabaseAddress owner;

  @BeforeAll
  static void aDatabase() {
    try (World world = new World()) {
      SceneRow scene = world.stored("S30", "60GVA", World.NOON, 1);
      world.record(scene, "first", World.seen(world.reaches().get(0), 20, 50));
      owner = world.owner;
    }
  }

  @Test
  void everyTableAndViewIsCommented() {
    assertThat(
            Ask.strings(
                owner,
                """
                select relname from pg_class
                where relnamespace = 'silt'::regnamespace and relkind in ('r', 'p', 'v')
                  and relname <> 'flyway_schema_history' and obj_description(oid, 'pg_class') is null
                """))
        .isEmpty();
  }

  @Test
  void everyColumnIsCommented() {
    assertThat(
            Ask.strings(
                owner,
                """
                select c.relname || '.' || a.attname
                from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relnamespace = 'silt'::regnamespace and c.relkind in ('r', 'p', 'v')
                  and c.relname <> 'flyway_schema_history' and a.attnum > 0 and not a.attisdropped
                  and col_description(c.oid, a.attnum) is null
                """))
        .isEmpty();
  }

  @Test
  void everyFunctionIsCommented() {
    assertThat(
            Ask.strings(
                owner,
                """
                select proname from pg_proc
                where pronamespace = 'silt'::regnamespace and obj_description(oid, 'pg_proc') is null
                """))
        .isEmpty();
  }

  @Test
  void columnsInMilligramsPerLitreSaySo() {
    assertThat(
            Ask.strings(
                owner,
                """
                select c.relname || '.' || a.attname
                from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relnamespace = 'silt'::regnamespace and a.attname like '%_mg_l'
                  and c.relkind in ('r', 'p', 'v')
                  and col_description(c.oid, a.attnum) not like '%mg/L%'
                """))
        .isEmpty();
  }

  @Test
  void aColumnThatMayBeNullSaysWhatThatMeans() {
    assertThat(
            Ask.strings(
                owner,
                """
                select c.relname || '.' || a.attname
                from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relnamespace = 'silt'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                  and c.relname <> 'flyway_schema_history' and a.attnum > 0 and not a.attisdropped
                  and not a.attnotnull and col_description(c.oid, a.attnum) !~* '\\mnull\\M'
                """))
        .isEmpty();
  }

  @Test
  void aMeasuredColumnSaysItsUnit() {
    assertThat(
            Ask.strings(
                owner,
                """
                select c.relname || '.' || a.attname
                from pg_class c join pg_attribute a on a.attrelid = c.oid
                where c.relnamespace = 'silt'::regnamespace and c.relkind in ('r', 'p', 'v')
                  and a.attnum > 0 and not a.attisdropped and a.atttypid in ('real'::regtype, 'float8'::regtype)
                  and col_description(c.oid, a.attnum) !~ 'mg/L|, m[,;]|percent|0 to 1|m3/s|, h[,;]'
                """))
        .isEmpty();
  }

  @Test
  void everyTableHasANaturalKey() {
    // a mark of zone_month_stale may be there several times, and rows of the rest are known by
    // their surrogate keys alone
    assertThat(
            Ask.strings(
                owner,
                """
                select c.relname from pg_class c
                where c.relnamespace = 'silt'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                  and c.relname <> 'flyway_schema_history'
                  and not exists (
                    select from pg_index i
                    where i.indrelid = c.oid and i.indisunique and i.indpred is null
                      and not exists (
                        select from pg_attribute a
                        where a.attrelid = c.oid and a.attnum = any (i.indkey) and a.attidentity <> ''))
                order by 1
                """))
        .containsExactly("campaign_tally", "event", "product_change", "zone_month_stale");
  }

  @Test
  void theWordsOfTheProductAreThere() {
    List<String> names =
        Ask.strings(
            owner,
            """
            select relname from pg_class
            where relnamespace = 'silt'::regnamespace and relkind in ('r', 'p', 'v')
              and not relispartition and relname <> 'flyway_schema_history'
            """);
    assertThat(names)
        .containsExactlyInAnyOrder(
            "zone_set",
            "zone",
            "scene",
            "scene_input",
            "model",
            "product_version",
            "scene_run",
            "zone_run",
            "observation",
            "campaign",
            "campaign_scene",
            "daily",
            "daily_run",
            "daily_progress",
            "campaign_tally",
            "campaign_scene_without_result",
            "ingest_watermark",
            "event",
            "host_connection",
            "host_bytes",
            "sample",
            "gauge",
            "gauge_zone",
            "discharge",
            "current_observation",
            "tile_observation",
            "version_observation",
            "pass_observation",
            "version_tile_observation",
            "zone_month",
            "zone_month_stale",
            "version_month",
            "daily_completeness",
            "product_change",
            "scene_without_result",
            "campaign_progress",
            "monthly_ssc",
            "monthly_ssc_map",
            "observation_map");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ssc_p10_mg_l = -1 | observation_ssc_p10_mg_l_check",
        "ssc_mg_l = 'NaN'                     | observation",
        "ssc_p10_mg_l = 25                    | observation_percentiles_ordered",
        "ssc_p90_mg_l = 'infinity'            | observation_ssc_p90_mg_l_check",
        "n_valid = 61                         | observation",
        "n_total = 5                          | observation",
        "n_valid = 0                          | observation_value_where_valid",
        "ssc_std_mg_l = null                  | observation_value_where_valid",
        "clear_fraction = 1.01                | observation_clear_fraction_check",
        "ssc_low_mg_l = 21                    | observation_interval_around_median",
        "ssc_high_mg_l = 19                   | observation_interval_around_median",
        "ssc_high_mg_l = null                 | observation_interval_around_median",
        "ssc_low_mg_l = 'NaN'                 | observation_interval_around_median",
        "ssc_low_mg_l = -1                    | observation_ssc_low_mg_l_check",
        "ssc_high_mg_l = 'infinity'           | observation_ssc_high_mg_l_check"
      })
  void theTableItselfRefusesWhatCannotBe(String change, String constraint) {
    assertThatThrownBy(() -> Ask.run(owner, "update silt.observation set " + change))
        .isInstanceOf(DatabaseFailure.class)
        .hasMessageContaining("violates check constraint \"" + constraint);
  }
}
