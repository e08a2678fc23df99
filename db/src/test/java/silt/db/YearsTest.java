package silt.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static silt.db.World.NOON;
import static silt.db.World.seen;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Observations lie in a partition a year, made ahead or when they come, and old ones go. */
class YearsTest {

  private static final String PARTITIONS =
      """
      select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'silt.observation'::regclass order by 1
      """;

  private static World world;

  @BeforeAll
  static void aWorld() {
    world = new World();
  }

  @AfterAll
  static void close() {
    if (world != null) {
      world.close();
    }
  }

  @Test
  void thisYearsPartitionIsThereBeforeItsFirstScene() {
    assertThat(Ask.strings(world.owner, PARTITIONS))
        .contains(
            "observation_"
                + Ask.one(world.owner, "select to_char(now() at time zone 'UTC', 'YYYY')"));
    assertThat(Years.ahead(world.database)).isZero();
  }

  @Test
  void aYearThatComesIsMadeOnceAndWithEveryIndexAndConstraint() {
    String made = "select silt.ensure_observation_year('2019-12-31T23:59:59Z')";
    assertThat(Ask.one(world.owner, made)).isEqualTo("t");
    assertThat(Ask.one(world.owner, made)).isEqualTo("f");

    String shape =
        """
        select (select count(*) from pg_index where indrelid = t) || ' '
               || (select string_agg(contype::text, '' order by contype) from pg_constraint
                   where conrelid = t and conparentid is distinct from null)
        from (select 'silt.%s'::regclass as t) as one
        """;
    assertThat(Ask.one(world.owner, shape.formatted("observation_2019")))
        .isEqualTo(Ask.one(world.owner, shape.formatted("observation")));
  }

  @Test
  void noYearIsMadeThatNoSatelliteSaw() {
    assertThatThrownBy(
            () -> Ask.run(world.owner, "select silt.ensure_observation_year('1969-07-20')"))
        .hasMessageContaining("no satellite");
  }

  @Test
  void aYearThatIsTakenOutIsInNoViewAndPutBackIsThereAsBefore() {
    long reach = world.reaches().get(0);
    SceneRow scene = world.stored("S30", "60GVA", NOON, 1);
    world.record(scene, "first", seen(reach, 20, 50));
    new Months(world.database).keep();

    assertThat(Ask.one(world.owner, "select silt.detach_observation_year(2024)"))
        .isEqualTo("detached_observation_2024");

    assertThat(shown()).containsExactly("0 0");
    assertThat(Ask.count(world.owner, "silt.detached_observation_2024")).isEqualTo(1);

    Ask.run(world.owner, "select silt.attach_observation_year(2024)");

    assertThat(shown()).containsExactly("1 1");
    new Months(world.database).keep();
    assertThat(shown()).containsExactly("1 1");
  }

  @Test
  void onlyTheOwnerTakesAYearOut() {
    for (DatabaseAddress other : List.of(PrivatePostgres.writer(world.owner), world.reader)) {
      assertThatThrownBy(() -> Ask.run(other, "select silt.detach_observation_year(2024)"))
          .hasMessageContaining("permission denied");
    }
  }

  private static List<String> shown() {
    return Ask.strings(
        world.reader,
        """
        select (select count(*) from silt.current_observation) || ' '
               || (select count(*) from silt.monthly_ssc)
        """);
  }
}
