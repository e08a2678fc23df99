package silt.db;

import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings the schema to what this build expects, and says when it is not there. */
public final class Migrations {

  private Migrations() {}

  /**
   * Applies what is missing, as the owner; safe when several start at once.
   *
   * @return migrations applied, 0 where none was missing
   * @throws DatabaseProblem when the database cannot be used, or its schema is newer than this
   *     build
   */
  public static int migrate(DatabaseAddress owner) {
    try (Database database = Database.open(owner, 2)) {
      Flyway flyway = over(database.address()).load();
      refuseNewer(database, flyway);
      refuseOther(database, flyway);
      return flyway.migrate().migrationsExecuted;
    }
  }

  /**
   * Sees that the schema is exactly what this build expects; any role may ask.
   *
   * @throws DatabaseProblem of kind SCHEMA_NEWER, SCHEMA_DIFFERS or MIGRATION_MISSING where it is
   *     not
   */
  public static void check(Database database) {
    Flyway flyway = over(database.address()).load();
    refuseNewer(database, flyway);
    refuseOther(database, flyway);
    MigrationInfo[] pending = flyway.info().pending();
    if (pending.length > 0) {
      throw new DatabaseProblem(
          DatabaseProblem.Kind.MIGRATION_MISSING,
          "database "
              + database.address()
              + ": migration "
              + pending[0].getVersion()
              + " ("
              + pending[0].getDescription()
              + ") is missing, "
              + pending.length
              + " in all",
          "Run the migrations as "
              + Bootstrap.OWNER
              + "; starting the service with deploy/silt up does.");
    }
  }

  private static void refuseNewer(Database database, Flyway flyway) {
    try {
      Arrays.stream(flyway.info().applied())
          .filter(info -> info.getState() == MigrationState.FUTURE_SUCCESS)
          .findFirst()
          .ifPresent(
              newer -> {
                throw new DatabaseProblem(
                    DatabaseProblem.Kind.SCHEMA_NEWER,
                    "database "
                        + database.address()
                        + ": its schema is at migration "
                        + newer.getVersion()
                        + ", which this build does not know",
                    "Run a build of silt that is at least as new as the one that migrated it.");
              });
    } catch (FlywayException unreadable) {
      throw new DatabaseProblem(
          DatabaseProblem.Kind.MIGRATION_MISSING,
          "database " + database.address() + ": the history of migrations cannot be read",
          "Run the bootstrap as a superuser, then the migrations as " + Bootstrap.OWNER + ".",
          unreadable);
    }
  }

  private static void refuseOther(Database database, Flyway flyway) {
    for (MigrationInfo applied : flyway.info().applied()) {
      if (!applied.isChecksumMatching()) {
        throw new DatabaseProblem(
            DatabaseProblem.Kind.SCHEMA_DIFFERS,
            "database "
                + database.address()
                + ": its migration "
                + applied.getVersion()
                + " is not this build's",
            "A build between releases made it: drop the database and let the service make it anew.");
      }
    }
  }

  static FluentConfiguration over(DatabaseAddress address) {
    return Flyway.configure(Migrations.class.getClassLoader())
        .dataSource(address.dataSource())
        .locations("classpath:db/migration")
        .schemas("silt")
        .defaultSchema("silt")
        .createSchemas(false)
        .cleanDisabled(true);
  }
}
