package silt.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;

class StagingTest {

  private static final Staging ROWS =
      new Staging(
          "staged_kinds",
          """
          a bigint primary key, b integer, c real, d double precision, e text, f timestamptz,
          g geometry(Geometry, 4326), h boolean
          """);

  private static Database database;

  @BeforeAll
  static void aDatabase() {
    database = Database.open(PrivatePostgres.shared().freshDatabase(), 1);
  }

  @AfterAll
  static void close() {
    database.close();
  }

  private static List<String> staged(List<?>... rows) {
    return database.inTransaction(
        connection -> {
          fill(connection, Arrays.asList(rows).iterator());
          return Sql.on(
                  connection,
                  """
                  select concat_ws('|', a, b, c, d, e, f at time zone 'UTC', st_asewkt(g), h)
                  from staged_kinds order by a
                  """)
              .list(row -> row.getString(1));
        });
  }

  private static void fill(Connection connection, Iterator<List<?>> rows)
      throws java.sql.SQLException {
    ROWS.fill(connection, rows, Function.identity());
  }

  @Test
  void everyKindOfValueComesOutAsItWentIn() {
    List<?> full =
        Arrays.asList(
            -1L,
            Integer.MAX_VALUE,
            6.5288134,
            1e-300,
            "tab\t, \\N, line\nend, wide \uD83C\uDF0A",
            Instant.parse("1984-03-01T00:00:00.000001Z"),
            new GeometryFactory().createPoint(new Coordinate(175.5, -37.25)),
            true);
    List<?> empty = Arrays.asList(2L, null, null, null, "", null, null, null);

    assertThat(staged(full, empty))
        .containsExactly(
            "-1|2147483647|6.5288134|1e-300|tab\t, \\N, line\nend, wide \uD83C\uDF0A"
                + "|1984-03-01 00:00:00.000001|SRID=4326;POINT(175.5 -37.25)|t",
            "2|");
  }

  @Test
  void whatTheServerRefusesIsToldAsTheServerSaysIt() {
    List<?> same = Arrays.asList(1L, null, null, null, null, null, null, null);

    assertThatThrownBy(() -> staged(same, same))
        .isInstanceOf(DatabaseFailure.class)
        .hasMessageContaining("duplicate key");
    assertThat(staged(same)).hasSize(1);
  }

  @Test
  void aSourceThatFailsInTheMidstLeavesNothingAndItsConnectionUsable() {
    Iterator<List<?>> breaking =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public List<?> next() {
            throw new IllegalStateException("the file ends early");
          }
        };

    assertThatThrownBy(
            () ->
                database.inTransaction(
                    connection -> {
                      fill(connection, breaking);
                      return null;
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the file ends early");
    assertThat(staged()).isEmpty();
  }

  @Test
  void aKindOfColumnThatItCannotWriteIsRefusedWhenItIsDeclared() {
    assertThatThrownBy(() -> new Staging("t", "a bigint, b numeric(3, 1)"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("b numeric(3, 1)");
  }
}
