package silt.db;

import java.sql.SQLException;

/**
 * A state of the database that a person must mend, with the way out.
 *
 * <p>Anything else that goes wrong in SQL is a {@link DatabaseFailure}.
 */
public final class DatabaseProblem extends RuntimeException {

  /** What is wrong. */
  public enum Kind {
    UNREACHABLE,
    WRONG_PASSWORD,
    NO_DATABASE,
    POSTGRESQL_TOO_OLD,
    POSTGIS_MISSING,
    SCHEMA_NEWER,
    MIGRATION_MISSING,
    SCHEMA_DIFFERS,
    NAME_TAKEN,
    UNKNOWN_NAME,
    DUPLICATE_ZONE,
    BAD_PATTERN,
    UNFIT_CAMPAIGN,
    UNFIT_PRODUCT
  }

  private final Kind kind;
  private final String remedy;

  DatabaseProblem(Kind kind, String message, String remedy, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.remedy = remedy;
  }

  DatabaseProblem(Kind kind, String message, String remedy) {
    this(kind, message, remedy, null);
  }

  public Kind kind() {
    return kind;
  }

  /** What to do about it, one or two sentences. */
  public String remedy() {
    return remedy;
  }

  static DatabaseProblem connecting(DatabaseAddress address, SQLException refusal) {
    String state = refusal.getSQLState() == null ? "" : refusal.getSQLState();
    return switch (state) {
      case "28P01", "28000" ->
          new DatabaseProblem(
              Kind.WRONG_PASSWORD,
              "database " + address + ": " + firstLine(refusal),
              "Give the password of role " + address.user() + ", or run the bootstrap to set it.",
              refusal);
      case "3D000" ->
          new DatabaseProblem(
              Kind.NO_DATABASE,
              "database " + address + ": " + firstLine(refusal),
              "Run the bootstrap as a superuser; it creates the database and its roles.",
              refusal);
      default ->
          new DatabaseProblem(
              Kind.UNREACHABLE,
              "database " + address + ": " + firstLine(refusal),
              "Start PostgreSQL (deploy/silt up), or correct the host and port.",
              refusal);
    };
  }

  static DatabaseProblem nameTaken(String what, String name) {
    return new DatabaseProblem(
        Kind.NAME_TAKEN, what + ": the name " + name + " is taken", "Choose another name.");
  }

  /**
   * @param by who has it
   */
  static DatabaseProblem nameTaken(String what, String name, String by) {
    return new DatabaseProblem(
        Kind.NAME_TAKEN, what + ": the name " + name + " is taken " + by, "Choose another name.");
  }

  static DatabaseProblem badPattern(String pattern, Throwable cause) {
    return new DatabaseProblem(
        Kind.BAD_PATTERN,
        "the regular expression " + pattern + " cannot be read: " + firstLine(cause),
        "Mend it, or give plain words.",
        cause);
  }

  static DatabaseProblem unfitCampaign(String name, String why, String remedy) {
    return new DatabaseProblem(Kind.UNFIT_CAMPAIGN, "campaign " + name + ": " + why, remedy);
  }

  static DatabaseProblem unknown(String what, String name, String remedy) {
    return new DatabaseProblem(Kind.UNKNOWN_NAME, what + ": there is none called " + name, remedy);
  }

  private static String firstLine(Throwable refusal) {
    return String.valueOf(refusal.getMessage()).lines().findFirst().orElse("no reason given");
  }
}
