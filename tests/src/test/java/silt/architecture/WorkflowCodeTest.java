package silt.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import silt.workflows.forbidden.Sins;

/**
 * A workflow is run again from its history whenever a worker needs it, on any host, and must come
 * to the same decisions. So its code knows no time but Temporal's, no chance, no thread, nothing
 * outside itself, and remembers nothing that its history does not tell.
 */
class WorkflowCodeTest {

  private static final String[] DETERMINISTIC = {
    "silt.scene..", "silt.steps..", "silt.workflows.."
  };

  private static final Set<String> CLOCKS =
      Set.of(
          "java.time.Instant",
          "java.time.LocalDate",
          "java.time.LocalTime",
          "java.time.LocalDateTime",
          "java.time.OffsetDateTime",
          "java.time.ZonedDateTime",
          "java.time.Year",
          "java.time.YearMonth");

  /** A {@code static final} of these cannot change. */
  private static final DescribedPredicate<JavaClass> UNCHANGING =
      DescribedPredicate.describe(
          "an unchanging type",
          type ->
              type.isPrimitive()
                  || type.isEnum()
                  || type.isRecord()
                  || type.isEquivalentTo(String.class)
                  || type.isEquivalentTo(java.util.regex.Pattern.class)
                  || type.getPackageName().startsWith("java.time")
                  || type.getPackageName().equals("io.temporal.common"));

  private static final ArchRule NOTHING_OUTSIDE =
      noClasses()
          .that()
          .resideInAnyPackage(DETERMINISTIC)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.io..",
                      "java.nio..",
                      "java.net..",
                      "java.sql..",
                      "java.security..",
                      "java.util.concurrent..")
                  // a name is not yet a connection, and messages are formatted for one language
                  .and(
                      DescribedPredicate.not(
                          DescribedPredicate.describe(
                              "URI", type -> type.isEquivalentTo(java.net.URI.class)))))
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(
              System.class,
              Runtime.class,
              ProcessBuilder.class,
              Thread.class,
              ThreadLocal.class,
              java.util.Timer.class,
              Random.class,
              java.util.Date.class,
              java.util.Calendar.class,
              Clock.class);

  private static final ArchRule NO_CLOCK_AND_NO_CHANCE =
      noClasses()
          .that()
          .resideInAnyPackage(DETERMINISTIC)
          .should()
          .callMethodWhere(
              DescribedPredicate.describe(
                  "the time, chance or several threads", call -> isForbidden(call.getTarget())));

  private static final ArchRule NO_STATE_FOR_ALL =
      fields()
          .that()
          .areDeclaredInClassesThat()
          .resideInAnyPackage(DETERMINISTIC)
          .and()
          .areStatic()
          .and(
              DescribedPredicate.describe(
                  "written in the source",
                  field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC)))
          .should()
          .beFinal()
          .andShould()
          .haveRawType(UNCHANGING)
          .allowEmptyShould(true);

  private static final ArchRule NO_LOCK =
      methods()
          .that()
          .areDeclaredInClassesThat()
          .resideInAnyPackage(DETERMINISTIC)
          .should()
          .notHaveModifier(JavaModifier.SYNCHRONIZED)
          .allowEmptyShould(true);

  private static boolean isForbidden(AccessTarget.MethodCallTarget target) {
    String owner = target.getOwner().getName();
    String name = target.getName();
    return CLOCKS.contains(owner) && name.equals("now")
        || owner.equals("java.util.UUID") && name.equals("randomUUID")
        || owner.equals("java.lang.Math") && name.equals("random")
        || name.equals("parallelStream")
        || owner.startsWith("java.util.stream.") && name.equals("parallel")
        || owner.equals("java.util.Collections") && name.equals("shuffle");
  }

  private static Stream<ArchRule> rules() {
    return Stream.of(NOTHING_OUTSIDE, NO_CLOCK_AND_NO_CHANCE, NO_STATE_FOR_ALL, NO_LOCK);
  }

  @Test
  void workflowCodeDecidesTheSameWheneverItIsRunAgain() {
    JavaClasses house =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("silt.scene", "silt.steps", "silt.workflows");
    assertThat(house.contain("silt.workflows.CampaignWorkflowImpl")).isTrue();
    rules().forEach(rule -> rule.check(house));
  }

  private static Stream<Class<?>> sins() {
    return Stream.of(Sins.class.getDeclaredClasses());
  }

  @ParameterizedTest
  @MethodSource("sins")
  void everySinIsSeen(Class<?> sin) {
    JavaClasses found = new ClassFileImporter().importClasses(sin);

    assertThat(rules()).anyMatch(rule -> rule.evaluate(found).hasViolation());
  }
}
