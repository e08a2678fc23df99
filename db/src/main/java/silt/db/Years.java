package silt.db;

/** The partitions that observations lie in, one for each year (UTC) of acquisition. */
public final class Years {

  private Years() {}

  /**
   * Makes the partition of this year and, in its last quarter, of the next, so that the first scene
   * of a year need not.
   *
   * @return partitions made, 0 to 2
   */
  public static int ahead(Database database) {
    return database.inTransaction(
        connection ->
            Sql.on(connection, "select ensure_observation_years_ahead()")
                .find(row -> row.getInt(1))
                .orElseThrow());
  }
}
