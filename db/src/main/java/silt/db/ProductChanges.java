package silt.db;

import java.sql.SQLException;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Which product version the views show, and whether the results of one are kept. The database
 * decides by its own functions, and writes down who asked, when and why.
 */
public final class ProductChanges {

  private static final String UNKNOWN = "SP001";
  private static final String UNFIT = "SP002";
  private static final String INCOMPLETE = "SP003";

  private final Database database;

  public ProductChanges(Database database) {
    this.database = database;
  }

  /**
   * Makes the current views show a version and retires the one before. Promoting the promoted one
   * changes nothing.
   *
   * @param operator account of who decides it
   * @param reason why; null where none is given
   * @param despiteMissing whether to do so even where the one before has scenes that it lacks
   * @return scenes that it lacks, count
   * @throws DatabaseProblem UNKNOWN_NAME; UNFIT_PRODUCT where it was deleted or lacks scenes
   */
  public long promote(String name, String operator, String reason, boolean despiteMissing) {
    return decide(
        name,
        "Make them first: `deploy/silt campaign reprocess`; or add --despite-missing.",
        connection ->
            Sql.on(connection, "select promote_product(?, ?, ?, ?)")
                .with(name, operator, reason, despiteMissing)
                .find(row -> row.getLong(1))
                .orElseThrow());
  }

  /**
   * Takes the promoted version out of the current views, which are empty until another is promoted.
   *
   * @throws DatabaseProblem UNKNOWN_NAME; UNFIT_PRODUCT where it is not promoted
   */
  public void retire(String name, String operator, String reason) {
    decide(
        name,
        "`deploy/silt product list` marks the one that is promoted.",
        connection -> {
          Sql.on(connection, "select retire_product(?, ?, ?)")
              .with(name, operator, reason)
              .find(row -> name);
          return name;
        });
  }

  /**
   * Gives the results of a version up: they are in no view any more, and nothing is added to them.
   * {@link #clear} takes them away.
   *
   * @return its scene runs, count
   * @throws DatabaseProblem UNKNOWN_NAME; UNFIT_PRODUCT where it is promoted, a campaign makes it,
   *     or it was deleted before
   */
  public long delete(String name, String operator, String reason) {
    return decide(
        name,
        "Promote another, and end the campaigns that make it.",
        connection ->
            Sql.on(connection, "select delete_product(?, ?, ?)")
                .with(name, operator, reason)
                .find(row -> row.getLong(1))
                .orElseThrow());
  }

  /**
   * Takes away the scene runs of a deleted version with their observations, some hundred in a
   * transaction; broken off, it goes on where it was.
   *
   * @param progress is told how many have gone so far
   * @return how many have gone
   */
  public long clear(String name, LongConsumer progress) {
    long gone = 0;
    while (true) {
      int some =
          decide(
              name,
              "Delete it first.",
              connection ->
                  Sql.on(connection, "select clear_deleted_product(?)")
                      .with(name)
                      .find(row -> row.getInt(1))
                      .orElseThrow());
      gone += some;
      if (some == 0) {
        return gone;
      }
      progress.accept(gone);
    }
  }

  /** What was decided about a version, the first first. */
  public List<ProductChangeRow> list(String name) {
    return database.inTransaction(
        connection ->
            Sql.on(
                    connection,
                    """
                    select change, at, operator, reason, missing_scenes
                    from product_change join product_version using (product_version_id)
                    where name = ? order by product_change_id
                    """)
                .with(name)
                .list(
                    row ->
                        new ProductChangeRow(
                            row.getString("change"),
                            Sql.instant(row, "at"),
                            row.getString("operator"),
                            row.getString("reason"),
                            Sql.whole(row, "missing_scenes"))));
  }

  private <T> T decide(String name, String remedy, Work<T> work) {
    try {
      return database.inTransaction(work);
    } catch (DatabaseFailure refusal) {
      String said = ((SQLException) refusal.getCause()).getMessage();
      throw switch (refusal.sqlState()) {
        case UNKNOWN ->
            DatabaseProblem.unknown(
                "product version", name, "Choose one that `deploy/silt product list` shows.");
        case UNFIT, INCOMPLETE ->
            new DatabaseProblem(
                DatabaseProblem.Kind.UNFIT_PRODUCT,
                said.lines().findFirst().orElse(said).replaceFirst("^ERROR: ", ""),
                remedy,
                refusal);
        default -> refusal;
      };
    }
  }
}
