package silt.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Who may import whom: the walls of the house, as {@code ARCHITECTURE.md} draws them. What workflow
 * code must not do at all is {@link WorkflowCodeTest}'s.
 */
class RoomsTest {

  private static final String[] STEPS = {
    "silt.discover..", "silt.fetch..", "silt.mask..", "silt.sediment..", "silt.load.."
  };

  private static JavaClasses house;

  @BeforeAll
  static void read() {
    house =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("silt");
  }

  private static void holds(ArchRule rule) {
    rule.check(house);
  }

  @Test
  void workflowsKnowTemporalAndThemselvesAlone() {
    holds(
        classes()
            .that()
            .resideInAnyPackage("silt.scene..", "silt.steps..", "silt.workflows..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                "silt.scene..",
                "silt.steps..",
                "silt.workflows..",
                "io.temporal..",
                "com.fasterxml.jackson.annotation..",
                // by Workflow.getLogger alone, which says nothing while a history is replayed
                "org.slf4j..",
                "java.."));
  }

  @Test
  void onlyRasterKnowsGdal() {
    holds(onlyIn("org.gdal..", "silt.raster.."));
  }

  @Test
  void onlyMaskAndTrainingKnowDjl() {
    holds(onlyIn("ai.djl..", "silt.mask..", "silt.training.."));
  }

  @Test
  void onlyTheTeachersRoomKnowsOnnxRuntime() {
    holds(onlyIn("ai.onnxruntime..", "silt.training.teacher.."));
  }

  @Test
  void dataKnowsNoNetworkLibrary() {
    holds(
        noClasses()
            .that()
            .resideInAPackage("silt.training.data..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ai.djl..", "ai.onnxruntime..", "silt.training.teacher.."));
  }

  @Test
  void theReaderOfForeignCheckpointsHasNothingToRunThemWith() {
    holds(
        noClasses()
            .that()
            .resideInAPackage("silt.model.checkpoint..")
            .should()
            .dependOnClassesThat(
                resideInAnyPackage(
                    "java.lang.reflect..", "java.net..", "java.util.concurrent..", "ai.djl.."))
            .orShould()
            .callMethod(Class.class, "forName", String.class)
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(
                ClassLoader.class,
                java.util.ServiceLoader.class,
                Runtime.class,
                ProcessBuilder.class,
                System.class,
                java.io.ObjectInputStream.class));
  }

  @Test
  void onlyTheRoomsOfTreesKnowXgboost() {
    holds(onlyIn("ml.dmlc..", "silt.training.judge.trees..", "silt.training.ssc.trees.."));
  }

  @Test
  void onlyFetchAndStagingKnowTheAwsSdk() {
    // the archive's S3 server hands its store the SDK's model classes
    holds(
        onlyIn("software.amazon.awssdk..", "silt.fetch..", "silt.staging..", "silt.archive.s3.."));
  }

  @Test
  void onlyTheDatabaseRoomKnowsItsDriverPoolAndMigrations() {
    // the benchmark of loading sends the driver's own COPY, which it is the baseline of
    holds(onlyIn("org.postgresql..", "silt.db..", "silt.bench.."));
    holds(onlyIn("com.zaxxer..", "silt.db.."));
    holds(onlyIn("org.flywaydb..", "silt.db.."));
  }

  @Test
  void onlyTheFilesOfAFormatKnowTheLibraryThatWritesIt() {
    holds(onlyIn("com.sun.jna..", "silt.export.netcdf.."));
    holds(onlyIn("org.duckdb..", "silt.export.."));
  }

  @Test
  void onlyTheRoomOfLimitsKnowsTheLibrariesThatKeepThem() {
    holds(onlyIn("io.github.bucket4j..", "silt.limits.."));
    holds(onlyIn("net.javacrumbs..", "silt.limits.."));
  }

  @Test
  void onlyTheCommandLineKnowsPicocli() {
    holds(onlyIn("picocli..", "silt.cli..", "silt.archive..", "silt.simulator..", "silt.bench.."));
  }

  private static ArchRule onlyIn(String library, String... rooms) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(rooms)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  @Test
  void theDatabaseRoomStandsAlone() {
    holds(
        noClasses()
            .that()
            .resideInAPackage("silt.db..")
            .should()
            .dependOnClassesThat(
                resideInAnyPackage("silt..")
                    .and(
                        com.tngtech.archunit.base.DescribedPredicate.not(
                            resideInAnyPackage("silt.db..")))));
  }

  @Test
  void stepsDoNotKnowEachOther() {
    holds(
        slices()
            .matching("silt.(discover|fetch|mask|sediment|load)..")
            .should()
            .notDependOnEachOther()
            .ignoreDependency(
                // a scene's rows are written by sediment and read by load: one record, one reader
                resideInAnyPackage("silt.load.."), resideInAnyPackage("silt.sediment.."))
            .ignoreDependency(
                resideInAnyPackage("silt.load.."), resideInAnyPackage("silt.discover.."))
            .ignoreDependency(
                // discovery and download speak to one archive at one address
                resideInAnyPackage("silt.fetch.."), resideInAnyPackage("silt.discover..")));
  }

  @Test
  void stepsDoNotKnowTheProcessesThatRunThem() {
    holds(
        noClasses()
            .that()
            .resideInAnyPackage(STEPS)
            .or()
            .resideInAnyPackage(
                "silt.raster..",
                "silt.staging..",
                "silt.model..",
                "silt.samples..",
                "silt.training..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("silt.cli..", "silt.config..", "silt.worker..", "silt.doctor.."));
  }

  @Test
  void stepsDoNotKnowWhatUsersMeasured() {
    holds(
        noClasses()
            .that()
            .resideInAnyPackage(STEPS)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("silt.samples.."));
  }

  @Test
  void theServiceDoesNotKnowTheArchiveThatProvesIt() {
    holds(
        noClasses()
            .that()
            .resideOutsideOfPackages(
                "silt.archive..", "silt.simulator..", "silt.installation..", "silt.bench..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "silt.archive..", "silt.simulator..", "silt.installation..", "silt.bench.."));
  }

  @Test
  void noTestLibraryIsInsideTheSampleArchiveAndWhatSoaksStart() {
    holds(
        noClasses()
            .that()
            .resideInAnyPackage("silt.archive..", "silt.simulator..", "silt.installation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.junit..", "org.assertj..", "io.temporal.testing.."));
  }

  @Test
  void roomsFormNoCycle() {
    holds(slices().matching("silt.(*)..").should().beFreeOfCycles());
  }

  @Test
  void packagesAreNamedForAnIdea() {
    holds(
        noClasses()
            .should()
            .resideInAnyPackage("..util..", "..common..", "..impl..", "..manager..", "..helper.."));
  }
}
