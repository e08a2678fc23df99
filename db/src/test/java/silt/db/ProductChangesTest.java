package silt.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static silt.db.World.run;
import static silt.db.World.seen;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is promoted, retired and deleted, who decided it, and what is refused. */
class ProductChangesTest {

  private static World world;
  private static ProductChanges changes;
  private static long reach;
  private static int made;

  private String trial;

  @BeforeAll
  static void aWorldWithFourDaysUnderTheFirst() {
    world = new World();
    changes = new ProductChanges(world.database);
    reach = world.reaches().get(0);
    world.scenes.upsert(World.scenes(4));
    for (int day = 0; day < 3; day++) {
      world.record(world.day(day), "first", seen(reach, 20 + day, 50));
    }
    world.ended(3, "FAILED", null);
  }

  @AfterAll
  static void close() {
    if (world != null) {
      world.close();
    }
  }

  @BeforeEach
  void aTrialThatHasNothing() {
    world.promote("first");
    trial = "trial-" + ++made;
    world.products.create(World.product(trial));
  }

  @Test
  void aVersionThatLacksScenesIsNotPromotedAndSaysHowMany() {
    world.record(world.day(0), trial, seen(reach, 44, 50));
    world.runs.record(run(world.day(1), trial, "FAILED"), List.of(), List.of());

    DatabaseProblem problem = problemOf(() -> changes.promote(trial, "anna", null, false));

    assertThat(problem.kind()).isEqualTo(DatabaseProblem.Kind.UNFIT_PRODUCT);
    assertThat(problem)
        .hasMessage("product version " + trial + " lacks 2 of the scenes that first has processed");
    assertThat(problem.remedy()).contains("--despite-missing");
    assertThat(world.products.promoted().orElseThrow().name()).isEqualTo("first");
    assertThat(changes.list(trial)).isEmpty();
  }

  @Test
  void whoPromotedItWhenAndWithoutWhatIsWrittenDown() {
    world.record(world.day(0), trial, seen(reach, 44, 50));

    assertThat(changes.promote(trial, "anna", "a flood", true)).isEqualTo(2);

    assertThat(world.products.promoted().orElseThrow().name()).isEqualTo(trial);
    assertThat(changes.list(trial))
        .extracting(
            ProductChangeRow::change,
            ProductChangeRow::operator,
            ProductChangeRow::reason,
            ProductChangeRow::missingScenes)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("PROMOTED", "anna", "a flood", 2L));
    List<ProductChangeRow> ofFirst = changes.list("first");
    assertThat(ofFirst.get(ofFirst.size() - 1).change()).isEqualTo("RETIRED");
    assertThat(ofFirst.get(ofFirst.size() - 1).reason()).isEqualTo(trial + " was promoted");
    assertThat(
            Ask.strings(
                world.reader, "select distinct db_role from silt.product_change order by 1"))
        .containsExactly("silt_writer");
  }

  @Test
  void promotingThePromotedOneIsNoDecision() {
    int before = changes.list("first").size();

    assertThat(changes.promote("first", "anna", null, false)).isZero();

    assertThat(changes.list("first")).hasSize(before);
  }

  @Test
  void aRetiredVersionIsInNoCurrentViewAndItsResultsStay() {
    changes.retire("first", "anna", "wrong over lakes");

    assertThat(Ask.count(world.reader, "silt.current_observation")).isZero();
    assertThat(Ask.count(world.reader, "silt.monthly_ssc")).isZero();
    assertThat(Ask.count(world.reader, "silt.version_observation where product_version = 'first'"))
        .isEqualTo(3);
    assertThat(problemOf(() -> changes.retire("first", "anna", null)))
        .hasMessage("product version first is not promoted");
  }

  @Test
  void aDeletedVersionLeavesItsNameAndWhoDeletedIt() {
    for (int day = 0; day < 2; day++) {
      world.record(world.day(day), trial, seen(reach, 44, 50));
    }
    new Months(world.database).keep();
    assertThat(changes.delete(trial, "anna", "a mistake")).isEqualTo(2);
    List<Long> told = new ArrayList<>();

    assertThat(changes.clear(trial, told::add)).isEqualTo(2);

    assertThat(told).containsExactly(2L);
    assertThat(
            Ask.count(
                world.reader, "silt.version_observation where product_version = '" + trial + "'"))
        .isZero();
    new Months(world.database).keep();
    assertThat(
            Ask.count(
                world.reader,
                "silt.zone_month join silt.product_version using (product_version_id)"
                    + " where name = '"
                    + trial
                    + "'"))
        .isZero();
    assertThat(Ask.count(world.reader, "silt.current_observation")).isEqualTo(3);
    assertThat(world.products.show(trial).deletedAt()).isNotNull();
    assertThat(changes.list(trial)).extracting(ProductChangeRow::change).containsExactly("DELETED");
    assertThat(problemOf(() -> changes.promote(trial, "anna", null, true)).getMessage())
        .contains("was deleted on");
    assertThat(problemOf(() -> changes.delete(trial, "anna", null)).getMessage())
        .contains("was deleted on");
    assertThatThrownBy(() -> world.record(world.day(2), trial, seen(reach, 1, 50)))
        .hasMessageContaining("was deleted: nothing is added to it");
  }

  @Test
  void whatIsShownOrBeingMadeIsNotDeleted() {
    assertThat(problemOf(() -> changes.delete("first", "anna", null)))
        .hasMessage("product version first is promoted");

    world.promote(trial);
    world.campaigns.create(World.asked("making-" + made, "river"));
    assertThat(problemOf(() -> changes.delete("first", "anna", null)).getMessage())
        .contains("is being made by campaign making-" + made);
  }

  @Test
  void aNameThatIsNotThereIsSaid() {
    for (Runnable asked :
        List.<Runnable>of(
            () -> changes.promote("tiral", "anna", null, false),
            () -> changes.retire("tiral", "anna", null),
            () -> changes.delete("tiral", "anna", null))) {
      assertThat(problemOf(asked).kind()).isEqualTo(DatabaseProblem.Kind.UNKNOWN_NAME);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update silt.product_version set promoted_at = now(), retired_at = null",
        "update silt.product_version set deleted_at = null",
        "insert into silt.product_version (name, algorithm_version, mask_model_id, ssc_model_id,"
            + " numeric_form, promoted_at) values ('own', 1, 1, 2, 'f32', now())",
        "insert into silt.product_change (product_version_id, change) values (1, 'PROMOTED')",
        "update silt.product_change set operator = 'nobody'",
        "delete from silt.product_change",
        "delete from silt.scene_run",
        "select silt.locked_product('first')"
      })
  void theWriterDecidesNothingPastTheFunctions(String statement) {
    assertThatThrownBy(() -> Ask.run(PrivatePostgres.writer(world.owner), statement))
        .hasMessageContaining("permission denied");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select silt.promote_product('first', 'me')",
        "select silt.retire_product('first', 'me')",
        "select silt.delete_product('first', 'me')",
        "select silt.clear_deleted_product('first')",
        "select silt.keep_months()"
      })
  void theReaderDecidesNothing(String statement) {
    assertThatThrownBy(() -> Ask.run(world.reader, "begin read write; " + statement))
        .hasMessageContaining("permission denied");
  }

  private static DatabaseProblem problemOf(Runnable action) {
    try {
      action.run();
    } catch (DatabaseProblem problem) {
      return problem;
    }
    throw new AssertionError("nothing was refused");
  }
}
