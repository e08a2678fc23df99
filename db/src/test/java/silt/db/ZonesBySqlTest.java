package silt.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Zones that users bring by plain SQL, as the comments of the tables say. */
class ZonesBySqlTest {

  private static DatabaseAddress writer;

  @BeforeAll
  static void aSetOfTheirOwn() {
    writer = PrivatePostgres.writer(PrivatePostgres.shared().freshDatabase());
    Ask.run(
        writer,
        """
        insert into zone_set (name, kind, source, version, digest)
          values ('fields', 'polygon', 'our GIS', '2024', encode(sha256('ours'), 'hex'));
        insert into zone (zone_set_id, external_id, geom)
          select zone_set_id, 'a', st_makeenvelope(10, 50, 11, 51, 4326) from zone_set where name = 'fields'
        """);
  }

  @Test
  void theyAreAskedLikeThoseOfAFile() {
    try (Database database = Database.open(writer, 1)) {
      assertThat(new ZoneSets(database).find("fields").orElseThrow().zones()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a | st_makeenvelope(12, 50, 13, 51, 4326) | duplicate key",
        "b | st_geomfromtext('POLYGON EMPTY', 4326) | zone_geom_check",
        "b | st_geomfromtext('POLYGON((0 0, 1 1, 1 0, 0 1, 0 0))', 4326) | zone_geom_valid",
        "b | st_makeenvelope(500000, 5500000, 500300, 5500300, 4326) | zone_geom_check",
        "b | st_makeenvelope(500000, 5500000, 500300, 5500300, 32633) | does not match column SRID",
        "'' | st_makeenvelope(12, 50, 13, 51, 4326) | zone_external_id_check"
      })
  void whatCannotBeAZoneIsRefused(String id, String geometry, String told) {
    assertThatThrownBy(
            () ->
                Ask.run(
                    writer,
                    "insert into zone (zone_set_id, external_id, geom) select zone_set_id, '"
                        + id
                        + "', "
                        + geometry
                        + " from zone_set where name = 'fields'"))
        .isInstanceOf(DatabaseFailure.class)
        .hasMessageContaining(told);
  }
}
