package silt.db;

import static org.assertj.core.api.Assertions.assertThat;
import static silt.db.World.asked;
import static silt.db.World.scenes;
import static silt.db.World.seen;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import silt.db.TablesCompared.Side;

class TablesComparedTest {

  private static World one;
  private static World other;

  @BeforeAll
  static void twoDatabasesOfTheSameWork() {
    one = filled(false);
    other = filled(true);
  }

  @AfterAll
  static void close() {
    one.close();
    other.close();
  }

  private static World filled(boolean backwards) {
    World world = new World();
    if (backwards) {
      // other surrogate keys
      Ask.run(world.owner, "alter sequence silt.scene_scene_id_seq restart with 500");
      Ask.run(world.owner, "alter sequence silt.scene_run_scene_run_id_seq restart with 900");
    }
    world.campaigns.create(asked("demo", "river"));
    world.campaigns.addScenes("demo", scenes(3));
    world.record(world.day(backwards ? 1 : 0), "first", seen(world.reaches().get(0), 20, 50));
    world.record(world.day(backwards ? 0 : 1), "first", seen(world.reaches().get(0), 20, 50));
    world.ended(2, "FAILED", "demo");
    return world;
  }

  private static List<String> differences() {
    return new TablesCompared(one.reader, other.reader).differences();
  }

  @Test
  void theSameWorkGivesTheSameTablesWhateverTheirKeys() {
    TablesCompared compared = new TablesCompared(one.reader, other.reader);

    assertThat(compared.differences()).isEmpty();
    assertThat(compared.rows()).isGreaterThan(20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "update silt.observation set flags = 7 where n_valid = 50 | flags is 4, in the second 7",
        "update silt.scene_run set reason = 'other' where outcome = 'FAILED' | reason is because, in the second other",
        "update silt.scene_input set sha256 = repeat('0', 64) where band = 'B02' | sha256 is ffff",
        "update silt.campaign_scene set position = position + 10 | position is 1, in the second 11",
        "delete from silt.observation | only in the first",
        "insert into silt.scene (granule_id, revision, sensor, tile, acquired_at) values ('HLS.x', 1, 'S30', '60GVA', now()) | scene HLS.x r1: only in the second"
      })
  void whatDiffersIsNamed(String change, String told) {
    try (World kept = other) {
      Ask.run(kept.owner, change);
      assertThat(differences()).anySatisfy(line -> assertThat(line).contains(told));
    } finally {
      other = filled(true);
    }
    assertThat(differences()).isEmpty();
  }

  @Test
  void placesAreComparedByTheWordThatStandsForThem() {
    Map<String, String> mine = Map.of("https://archive/", "ARCHIVE/");
    assertThat(
            new TablesCompared(new Side(one.reader, mine), new Side(other.reader, Map.of()))
                .differences())
        .anySatisfy(line -> assertThat(line).contains("asset_base is ARCHIVE/60GVA/"));
    assertThat(
            new TablesCompared(new Side(one.reader, mine), new Side(other.reader, mine))
                .differences())
        .isEmpty();
  }
}
